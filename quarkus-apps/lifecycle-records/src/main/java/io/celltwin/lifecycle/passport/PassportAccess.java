package io.celltwin.lifecycle.passport;

import io.celltwin.lifecycle.state.UnknownThing;
import io.celltwin.twin.error.TwinException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;

/**
 * Says what somebody may see of a passport. The twin service is asked as the caller himself: his credentials are passed on, and the
 * policy of the battery decides, by {@code READ} on the resource of each {@link AccessTier}.
 */
public final class PassportAccess {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final URI twinService;
    private final HttpClient http;
    private final Duration timeout;

    /**
     * @param twinService base address of its HTTP API, without {@code /api/2}
     * @param http the client to ask with
     * @param timeout how long an answer is waited for
     */
    public PassportAccess(URI twinService, HttpClient http, Duration timeout) {
        this.twinService = twinService;
        this.http = http;
        this.timeout = timeout;
    }

    /**
     * The tiers that somebody has.
     *
     * @param thing id of the battery
     * @param credentials the headers of his request that say who he is
     * @return none if he sees the thing, but nothing of its passport
     * @throws UnknownThing if he sees no such thing
     * @throws TwinException if the twin service does not answer
     */
    public Set<AccessTier> tiersOf(String thing, Map<String, String> credentials) {
        JsonObjectBuilder checks = JsonObject.newBuilder();
        for (AccessTier tier : AccessTier.values()) {
            checks.set(
                    tier.name(),
                    JsonObject.newBuilder()
                            .set("resource", "thing:" + tier.resource())
                            .set("entityId", thing)
                            .set("hasPermissions", JsonArray.of(JsonValue.of("READ")))
                            .build());
        }
        HttpResponse<String> answer = send(request("/api/2/checkPermissions", credentials)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(checks.build().toString()))
                .build());
        Set<AccessTier> tiers = answer.statusCode() == OK ? granted(answer.body()) : Set.of();
        if (tiers.isEmpty()) {
            requireVisible(thing, credentials);
        }
        return tiers;
    }

    private static Set<AccessTier> granted(String body) {
        try {
            JsonObject answers = JsonFactory.readFrom(body).asObject();
            Set<AccessTier> tiers = EnumSet.noneOf(AccessTier.class);
            for (AccessTier tier : AccessTier.values()) {
                if (answers.getValue(tier.name())
                        .filter(JsonValue::isBoolean)
                        .filter(JsonValue::asBoolean)
                        .isPresent()) {
                    tiers.addAll(tier.visible());
                }
            }
            return tiers;
        } catch (JsonRuntimeException | UnsupportedOperationException e) {
            throw new TwinException("The twin service does not say who may read what.", e);
        }
    }

    private void requireVisible(String thing, Map<String, String> credentials) {
        String path = "/api/2/things/" + URLEncoder.encode(thing, StandardCharsets.UTF_8) + "?fields=thingId";
        if (send(request(path, credentials).GET().build()).statusCode() == NOT_FOUND) {
            throw new UnknownThing("There is no thing " + thing + " that you may see.");
        }
    }

    private HttpRequest.Builder request(String path, Map<String, String> credentials) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(twinService + path)).timeout(timeout);
        credentials.forEach(request::header);
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            HttpResponse<String> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() >= SERVER_ERROR || answer.statusCode() == TOO_MANY_REQUESTS) {
                throw new TwinException("The twin service is not able to answer at the moment.");
            }
            return answer;
        } catch (IOException e) {
            throw new TwinException("The twin service does not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TwinException("Stopped while waiting for the twin service.", e);
        }
    }
}
