package io.celltwin.lifecycle.rest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.policies.model.enforcers.Enforcer;
import org.eclipse.ditto.policies.model.enforcers.PolicyEnforcers;

/** Says over HTTP who may read what of things, by their policies and Ditto's own enforcer. */
final class PolicyTwinService implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Enforcer> things = new ConcurrentHashMap<>();
    private final Map<String, AuthorizationContext> callers = new ConcurrentHashMap<>();
    private volatile boolean broken;

    private PolicyTwinService(HttpServer server) {
        this.server = server;
    }

    static PolicyTwinService start() throws IOException {
        PolicyTwinService service =
                new PolicyTwinService(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        service.server.createContext("/api/2/", service::handle);
        service.server.start();
        return service;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Has a thing with that policy. */
    void thing(String thing, Policy policy) {
        things.put(thing, PolicyEnforcers.defaultEvaluator(policy));
    }

    /** Knows who comes with that header. */
    void caller(String authorization, AuthorizationContext who) {
        callers.put(authorization, who);
    }

    /** Answers from now on that it cannot. */
    void breakDown() {
        broken = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        AuthorizationContext who = callers.get(authorization);
        String path = exchange.getRequestURI().getRawPath();
        if (broken) {
            answer(exchange, 503, "{}");
        } else if (who == null) {
            answer(exchange, 401, "{}");
        } else if (path.endsWith("/checkPermissions")) {
            answer(
                    exchange,
                    200,
                    checked(who, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        } else {
            String thing = URLDecoder.decode(path.substring("/api/2/things/".length()), StandardCharsets.UTF_8);
            Enforcer enforcer = things.get(thing);
            boolean visible =
                    enforcer != null && enforcer.hasPartialPermissions(ResourceKey.newInstance("thing:/"), who, "READ");
            answer(exchange, visible ? 200 : 404, "{}");
        }
    }

    private String checked(AuthorizationContext who, String body) {
        JsonObjectBuilder answers = JsonObject.newBuilder();
        JsonFactory.readFrom(body).asObject().forEach(check -> {
            JsonObject asked = check.getValue().asObject();
            Enforcer enforcer =
                    things.get(asked.getValue("entityId").orElseThrow().asString());
            answers.set(
                    check.getKey(),
                    enforcer != null
                            && enforcer.hasUnrestrictedPermissions(
                                    ResourceKey.newInstance(asked.getValue("resource")
                                            .orElseThrow()
                                            .asString()),
                                    who,
                                    "READ"));
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
