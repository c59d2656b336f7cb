package io.celltwin.bootstrap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;

/**
 * Keeps tenants, policies and connections as Hono's registry and Ditto do: it reads what it is sent with Ditto's own models
 * and gives it back with all defaults and with what only it knows.
 */
final class PlantServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, JsonObject> documents = new ConcurrentHashMap<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private final Set<String> accounts = ConcurrentHashMap.newKeySet();

    PlantServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Answers to every write there with 400 and that explanation. */
    void refuse(String path, String explanation) {
        refusals.put(path, explanation);
    }

    void change(String path, JsonObject document) {
        documents.put(path, document);
    }

    JsonObject at(String path) {
        return documents.get(path);
    }

    /** Method and path of every write since the last call. */
    List<String> writes() {
        List<String> all = new ArrayList<>(writes);
        writes.clear();
        return all;
    }

    /** Who came in, and for what: {@code <account> <first part of the path>}. */
    Set<String> accounts() {
        return accounts;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String basic = authorization == null ? "" : authorization.replace("Basic ", "");
        String account = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
        accounts.add(account + " " + path.substring(0, path.lastIndexOf('/')));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.startsWith("/devops/piggyback/")) {
            answer(exchange, 200, sudo(JsonObject.of(body)));
        } else if (account.endsWith(":wrong")) {
            answer(exchange, 401, JsonObject.empty());
        } else if (exchange.getRequestMethod().equals("GET")) {
            JsonObject there = documents.get(path);
            answer(exchange, there == null ? 404 : 200, there == null ? JsonObject.empty() : there);
        } else if (refusals.containsKey(path)) {
            answer(
                    exchange,
                    400,
                    JsonObject.newBuilder()
                            .set("message", refusals.get(path) + body)
                            .build());
        } else {
            writes.add(exchange.getRequestMethod() + " " + path);
            documents.put(path, asKept(path, JsonObject.of(body)));
            answer(exchange, 201, JsonObject.empty());
        }
    }

    /** As Ditto 3.9.6 answers an operator's command: 200, with the command's own status inside. */
    private JsonObject sudo(JsonObject request) {
        JsonObject command = request.getValue("piggybackCommand").orElseThrow().asObject();
        switch (command.getValue("type").orElseThrow().asString()) {
            case "things.commands:retrieveThing" -> {
                JsonObject thing = documents.get("/api/2/things/"
                        + command.getValue("thingId").orElseThrow().asString());
                return thing == null
                        ? JsonObject.of("{\"status\":404,\"error\":\"things:thing.notfound\"}")
                        : JsonObject.newBuilder()
                                .set("status", 200)
                                .set("thingPlainJson", thing.toString())
                                .build();
            }
            case "policies.commands:retrievePolicy" -> {
                JsonObject policy = documents.get("/api/2/policies/"
                        + command.getValue("policyId").orElseThrow().asString());
                return policy == null
                        ? JsonObject.of("{\"status\":404,\"error\":\"policies:policy.notfound\"}")
                        : JsonObject.newBuilder()
                                .set("status", 200)
                                .set("policy", policy)
                                .build();
            }
            default -> {
                String path = "/api/2/policies/"
                        + command.getValue("policyId").orElseThrow().asString();
                writes.add("SUDO " + path);
                documents.put(path, command.getValue("policy").orElseThrow().asObject());
                return JsonObject.of("{\"status\":204}");
            }
        }
    }

    private static JsonObject asKept(String path, JsonObject sent) {
        if (path.startsWith("/api/2/connections/")) {
            JsonObject named = sent.setValue("id", path.substring(path.lastIndexOf('/') + 1));
            return ConnectivityModelFactory.connectionFromJson(named).toJson().setValue("_revision", 7);
        }
        return path.startsWith("/api/2/policies/")
                ? PoliciesModelFactory.newPolicy(sent).toJson()
                : sent;
    }

    private static void answer(HttpExchange exchange, int status, JsonObject body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
