package io.celltwin.standalone.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A running platform: its device registry and its twins, by HTTP. */
public final class Platform {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int PAGE = 200;
    private static final int IDS_PER_QUESTION = 50;
    private static final int NO_SUCH = 404;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI url;
    private final String authorization;

    /**
     * @param url where it is, {@code http://host:port}
     * @param user an engineer, or a service account
     * @param password the password
     */
    public Platform(URI url, String user, String password) {
        this.url = URI.create(url.toString().replaceAll("/+$", ""));
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** One device that is registered. */
    public record Registered(String id, boolean enabled, JsonNode celltwin) {}

    /** @throws DeviceProblem if the registry refuses it or cannot be asked */
    public void register(String tenant, String id, RegistrationDraft draft) throws DeviceProblem, InterruptedException {
        HttpResponse<String> answer = send(
                "POST",
                device(tenant, id),
                BodyPublishers.ofString(draft.document().toString()));
        if (answer.statusCode() == 409) {
            throw new DeviceProblem("Device " + id + " is registered already: remove it first, or choose another id.");
        }
        requireSuccess(answer, "The registry refuses the registration");
    }

    /** @return whether the device is registered */
    public boolean isRegistered(String tenant, String id) throws DeviceProblem, InterruptedException {
        HttpResponse<String> answer = send("GET", device(tenant, id), BodyPublishers.noBody());
        if (answer.statusCode() == NO_SUCH) {
            return false;
        }
        requireSuccess(answer, "The registry does not answer as expected");
        return true;
    }

    /** @throws DeviceProblem if there is no such device, or the registry cannot be asked */
    public void remove(String tenant, String id) throws DeviceProblem, InterruptedException {
        HttpResponse<String> answer = send("DELETE", device(tenant, id), BodyPublishers.noBody());
        if (answer.statusCode() == NO_SUCH) {
            throw new DeviceProblem("There is no device " + id + " in tenant " + tenant + ".");
        }
        requireSuccess(answer, "The registry does not remove the device");
    }

    /** @return the devices of a tenant that our adapters read, by id */
    public List<Registered> devices(String tenant) throws DeviceProblem, InterruptedException {
        List<Registered> devices = new ArrayList<>();
        int seen = 0;
        for (int page = 0; ; page++) {
            HttpResponse<String> answer = send(
                    "GET",
                    "/v1/devices/%s?pageSize=%d&pageOffset=%d".formatted(encoded(tenant), PAGE, page),
                    BodyPublishers.noBody());
            if (answer.statusCode() == NO_SUCH) {
                break;
            }
            requireSuccess(answer, "The registry does not list its devices");
            JsonNode found = parse(answer.body());
            for (JsonNode device : found.path("result")) {
                seen++;
                JsonNode celltwin = device.path("ext").path("celltwin");
                if (celltwin.isObject()) {
                    devices.add(new Registered(
                            device.path("id").asText(), device.path("enabled").asBoolean(true), celltwin));
                }
            }
            if (found.path("result").isEmpty() || seen >= found.path("total").asInt()) {
                break;
            }
        }
        devices.sort((one, other) -> one.id().compareTo(other.id()));
        return devices;
    }

    /** @return what the twins of some devices say of their connection, by id; a device without a twin is not in it */
    public Map<String, JsonNode> connections(List<String> ids) throws DeviceProblem, InterruptedException {
        Map<String, JsonNode> connections = new HashMap<>();
        for (int from = 0; from < ids.size(); from += IDS_PER_QUESTION) {
            String some = ids.subList(from, Math.min(from + IDS_PER_QUESTION, ids.size())).stream()
                    .map(Platform::encoded)
                    .collect(Collectors.joining(","));
            HttpResponse<String> answer = send(
                    "GET",
                    "/api/2/things?ids=" + some + "&fields=thingId,features/connection/properties",
                    BodyPublishers.noBody());
            requireSuccess(answer, "The twins cannot be read");
            for (JsonNode twin : parse(answer.body())) {
                connections.put(
                        twin.path("thingId").asText(),
                        twin.path("features").path("connection").path("properties"));
            }
        }
        return connections;
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body)
            throws DeviceProblem, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(TIMEOUT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 401) {
                throw new DeviceProblem("User or password is wrong at " + url + ".");
            }
            if (answer.statusCode() == 403) {
                throw new DeviceProblem("The user may not do that at " + url + ": it takes the role engineer.");
            }
            return answer;
        } catch (HttpTimeoutException e) {
            throw new DeviceProblem("Celltwin at " + url + " does not answer.");
        } catch (ConnectException e) {
            throw new DeviceProblem(
                    "Nothing listens at " + url + ": start Celltwin with 'celltwin up', or give --url.");
        } catch (IOException e) {
            throw new DeviceProblem("Celltwin at " + url + " cannot be asked: "
                    + Optional.ofNullable(e.getMessage()).orElse("the connection broke") + ".");
        }
    }

    private void requireSuccess(HttpResponse<String> answer, String otherwise) throws DeviceProblem {
        if (answer.statusCode() / 100 != 2) {
            throw new DeviceProblem("%s (%d): %s".formatted(otherwise, answer.statusCode(), reason(answer.body())));
        }
    }

    private String reason(String body) {
        try {
            JsonNode error = json.readTree(body);
            for (String name : List.of("error", "message")) {
                if (error.path(name).isTextual()) {
                    return error.path(name).textValue();
                }
            }
        } catch (JsonProcessingException e) {
            return "it does not say why";
        }
        return "it does not say why";
    }

    private JsonNode parse(String body) throws DeviceProblem {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new DeviceProblem("What answers at " + url + " is not Celltwin.");
        }
    }

    private static String device(String tenant, String id) {
        return "/v1/devices/" + encoded(tenant) + "/" + encoded(id);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
