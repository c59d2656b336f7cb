package io.celltwin.edge.wot;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;

/**
 * Fetches Thing Models by HTTP, from where the configuration allows it only: a definition is written by whoever may write
 * a thing, and must not make this service ask other machines for something. Redirections are not followed.
 */
public final class HttpModels implements ModelSource {
    private static final int MOST_BYTES = 256 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final List<String> allowed;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(LONGEST)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param allowed what the URLs of models begin with, up to a slash */
    public HttpModels(List<String> allowed) {
        this.allowed = allowed.stream()
                .map(prefix -> prefix.endsWith("/") ? prefix : prefix + '/')
                .toList();
    }

    @Override
    public JsonObject model(String url) {
        URI uri = checked(url);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/tm+json, application/json")
                .timeout(LONGEST)
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw ModelErrors.notFound(url, "It was answered with status " + response.statusCode() + ".");
                }
                byte[] bytes = body.readNBytes(MOST_BYTES + 1);
                if (bytes.length > MOST_BYTES) {
                    throw ModelErrors.invalid(
                            "The WoT ThingModel at URI '" + url + "' is longer than " + MOST_BYTES + " bytes.");
                }
                return JsonObject.of(new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw ModelErrors.notFound(url, "It could not be fetched: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ModelErrors.notFound(url, "This service is stopping.");
        } catch (JsonRuntimeException e) {
            throw ModelErrors.invalid("The WoT ThingModel at URI '" + url + "' was not valid.");
        }
    }

    private URI checked(String url) {
        URI uri;
        try {
            uri = URI.create(url).normalize();
        } catch (IllegalArgumentException e) {
            throw ModelErrors.notFound(url, "It is no URL.");
        }
        if (uri.getUserInfo() != null || allowed.stream().noneMatch(uri.toString()::startsWith)) {
            throw ModelErrors.notFound(
                    url, "Models are fetched from where 'celltwin.edge-twin.thing-models.urls' allows it only.");
        }
        return uri;
    }
}
