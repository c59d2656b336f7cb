package io.celltwin.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Provisions devices over the registry's public HTTP API, as an integrator would. */
final class RegistryClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI url;
    private final String authorization;

    RegistryClient(URI url, String account, String password) {
        this.url = url;
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((account + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Registers the device, or changes its registration if that says otherwise.
     *
     * @throws IOException if the registry does not answer or refuses it
     */
    void provision(String tenant, String device, JsonNode registration) throws IOException, InterruptedException {
        String path = "/v1/devices/" + tenant + "/" + device;
        HttpResponse<byte[]> known = send("GET", path, HttpRequest.BodyPublishers.noBody());
        if (known.statusCode() == 200 && json.readTree(known.body()).path("ext").equals(registration.path("ext"))) {
            return;
        }
        String method = known.statusCode() == 200 ? "PUT" : "POST";
        HttpResponse<byte[]> answer =
                send(method, path, HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(registration)));
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("The registry answered " + answer.statusCode() + " to the registration of " + device);
        }
    }

    private HttpResponse<byte[]> send(String method, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(path))
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
