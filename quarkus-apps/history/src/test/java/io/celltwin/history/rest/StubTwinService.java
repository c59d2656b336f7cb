package io.celltwin.history.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;

/** Says who may read what, as a twin service does: by the caller's credentials. */
final class StubTwinService implements AutoCloseable {

    private final HttpServer server;
    private final Set<String> visible = ConcurrentHashMap.newKeySet();
    private final Set<String> granted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<String, String> made = new ConcurrentHashMap<>();
    private volatile boolean broken;

    private StubTwinService(HttpServer server) {
        this.server = server;
    }

    static StubTwinService start() throws IOException {
        StubTwinService stub =
                new StubTwinService(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        stub.server.createContext("/api/2/", stub::handle);
        stub.server.start();
        return stub;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Somebody may see that there is the thing. */
    void show(String who, String thingId) {
        visible.add(who + " " + thingId);
    }

    /** A thing was made at some time; of the others it says nothing about that. */
    void make(String thingId, String at) {
        made.put(thingId, at);
    }

    void grant(String who, String thingId, String path, String permission) {
        granted.add(String.join(" ", who, thingId, path, permission));
    }

    void revoke(String who, String thingId, String path, String permission) {
        granted.remove(String.join(" ", who, thingId, path, permission));
    }

    /** It answers nothing but that it cannot. */
    void fail(boolean now) {
        broken = now;
    }

    int requests() {
        return requests.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String who = exchange.getRequestHeaders().getFirst("Authorization");
        if (broken) {
            answer(exchange, 503, "{}");
        } else if (who == null) {
            answer(exchange, 401, "{}");
        } else if (exchange.getRequestURI().getPath().endsWith("checkPermissions")) {
            answer(
                    exchange,
                    200,
                    checked(who, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        } else {
            String raw = exchange.getRequestURI().getRawPath();
            String thingId = URLDecoder.decode(raw.substring("/api/2/things/".length()), StandardCharsets.UTF_8);
            String created = made.containsKey(thingId) ? "{\"_created\":\"" + made.get(thingId) + "\"}" : "{}";
            answer(exchange, visible.contains(who + " " + thingId) ? 200 : 404, created);
        }
    }

    private String checked(String who, String body) {
        JsonObjectBuilder answers = JsonObject.newBuilder();
        JsonFactory.readFrom(body).asObject().forEach(check -> {
            JsonObject asked = check.getValue().asObject();
            Set<String> wanted = new HashSet<>();
            asked.getValue("hasPermissions")
                    .orElseThrow()
                    .asArray()
                    .forEach(permission -> wanted.add(String.join(
                            " ",
                            who,
                            asked.getValue("entityId").orElseThrow().asString(),
                            asked.getValue("resource").orElseThrow().asString().substring("thing:".length()),
                            permission.asString())));
            answers.set(check.getKey(), granted.containsAll(wanted));
        });
        return answers.build().toString();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
