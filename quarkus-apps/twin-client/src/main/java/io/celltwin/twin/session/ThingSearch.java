package io.celltwin.twin.session;

import io.celltwin.twin.access.TwinAccess;
import io.celltwin.twin.access.TwinCredentials;
import io.celltwin.twin.error.TwinException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;

/** The twin service's search over HTTP, used for one thing only: which things there are. */
public final class ThingSearch {

    private static final int PAGE = 200;
    private static final String ACCEPTED = "application/json";

    private final URI search;
    private final TwinCredentials credentials;
    private final Duration timeout;
    private final HttpClient http;

    /**
     * @param access where the twin service is
     * @param credentials of who asks
     * @param timeout how long an answer is waited for
     */
    public ThingSearch(TwinAccess access, TwinCredentials credentials, Duration timeout) {
        this.search = URI.create(access.url().toString().replaceFirst("/+$", "") + "/api/2/search/things");
        this.credentials = credentials;
        this.timeout = timeout;
        this.http = access.http();
    }

    /**
     * Lists all things that the account may read.
     *
     * @throws TwinException if the service does not answer as it should
     */
    public Set<String> ids() {
        Set<String> ids = new HashSet<>();
        Optional<String> cursor = Optional.<String>empty();
        do {
            JsonObject page = page(cursor);
            page.getValue("items")
                    .filter(JsonValue::isArray)
                    .ifPresent(items -> items.asArray().stream()
                            .filter(JsonValue::isObject)
                            .flatMap(item -> item.asObject().getValue("thingId").stream())
                            .filter(JsonValue::isString)
                            .forEach(id -> ids.add(id.asString())));
            cursor = page.getValue("cursor").filter(JsonValue::isString).map(JsonValue::asString);
        } while (cursor.isPresent());
        return ids;
    }

    private JsonObject page(Optional<String> cursor) {
        String option = "size(" + PAGE + ")"
                + cursor.map(place -> ",cursor(" + place + ")").orElse("");
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        search + "?fields=thingId&option=" + URLEncoder.encode(option, StandardCharsets.UTF_8)))
                .header("Authorization", credentials.authorization())
                .header("Accept", ACCEPTED)
                .timeout(timeout)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new TwinException("searching things was answered with status " + answer.statusCode());
            }
            return JsonObject.of(answer.body());
        } catch (IOException | JsonRuntimeException e) {
            throw new TwinException("searching things failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TwinException("searching things was interrupted", e);
        }
    }
}
