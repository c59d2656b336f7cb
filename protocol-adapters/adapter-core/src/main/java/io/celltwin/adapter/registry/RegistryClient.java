package io.celltwin.adapter.registry;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.services.ServerTrust;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.authentication.UsernamePasswordCredentials;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads registrations through Hono's device registry management HTTP API. Every method fails with a clear message when
 * the registry cannot be reached or answers with anything unexpected.
 */
public final class RegistryClient {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int PAGE_SIZE = 200;
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int ANSWER_TIMEOUT_MS = 10_000;

    private final WebClient http;
    private final String url;
    private final UsernamePasswordCredentials account;

    /**
     * @param vertx runs the requests
     * @param url where the registry is, for example {@code http://127.0.0.1:8080}
     * @param account our account there
     * @param trust whose certificates are believed where the URL is {@code https}
     */
    public RegistryClient(Vertx vertx, URI url, UsernamePasswordCredentials account, ServerTrust trust) {
        WebClientOptions options =
                new WebClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS).setVerifyHost(trust.verifyHostName());
        trust.options().ifPresent(options::setTrustOptions);
        this.http = WebClient.create(vertx, options);
        this.url = url.toString().replaceAll("/+$", "");
        this.account = account;
    }

    /**
     * @return the registrations of all devices of all tenants that are ours
     */
    public Future<List<Registration>> all() {
        return search("/v1/tenants").compose(tenants -> {
            List<Future<List<Registration>>> pages = tenants.stream()
                    .map(tenant -> tenant.getString("id"))
                    .map(this::ofTenant)
                    .toList();
            return Future.all(pages)
                    .map(all -> all.<List<Registration>>list().stream()
                            .flatMap(List::stream)
                            .toList());
        });
    }

    /**
     * @param device a device
     * @return its registration; empty if it is not registered or none of ours
     */
    public Future<Optional<Registration>> find(DeviceKey device) {
        return get(path("/v1/devices", device.tenant(), device.deviceId()))
                .map(found -> found.flatMap(json -> Registration.of(device, json)));
    }

    /** Gives back the connections. */
    public void close() {
        http.close();
    }

    private Future<List<Registration>> ofTenant(String tenant) {
        return search(path("/v1/devices", tenant))
                .map(devices -> devices.stream()
                        .flatMap(json -> Registration.of(new DeviceKey(tenant, json.getString("id")), json).stream())
                        .toList());
    }

    private Future<List<JsonObject>> search(String path) {
        return search(path, new ArrayList<>(), 0);
    }

    private Future<List<JsonObject>> search(String path, List<JsonObject> found, int page) {
        return get(path + "?pageSize=" + PAGE_SIZE + "&pageOffset=" + page).compose(answer -> {
            JsonArray result = answer.map(json -> json.getJsonArray("result")).orElseGet(JsonArray::new);
            result.forEach(each -> found.add((JsonObject) each));
            boolean last =
                    result.isEmpty() || found.size() >= answer.orElseThrow().getInteger("total");
            return last ? Future.succeededFuture(found) : search(path, found, page + 1);
        });
    }

    private Future<Optional<JsonObject>> get(String path) {
        return http.getAbs(url + path)
                .authentication(account)
                .timeout(ANSWER_TIMEOUT_MS)
                .send()
                .map(answer -> read(path, answer));
    }

    private Optional<JsonObject> read(String path, HttpResponse<Buffer> answer) {
        if (answer.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(
                    "the registry answered %s with status %d".formatted(path, answer.statusCode()));
        }
        try {
            return Optional.of(answer.bodyAsJsonObject());
        } catch (DecodeException e) {
            throw new IllegalStateException("the registry answered %s with something that is not JSON".formatted(path));
        }
    }

    private static String path(String first, String... segments) {
        StringBuilder path = new StringBuilder(first);
        for (String segment : segments) {
            path.append('/')
                    .append(URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return path.toString();
    }
}
