package io.celltwin.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Answers as Hono's device registry does, for one plant. */
@ApplicationScoped
class ScriptedRegistry {
    private final Map<String, JsonObject> devices = new ConcurrentSkipListMap<>();

    void mount(@Observes Router router) {
        router.route("/v1/*").handler(BodyHandler.create());
        router.get("/v1/tenants")
                .handler(context -> context.json(list(new JsonArray().add(new JsonObject().put("id", "demo")))));
        router.get("/v1/devices/demo").handler(this::search);
        router.get("/v1/devices/demo/:id").handler(context -> {
            JsonObject document = devices.get(context.pathParam("id"));
            context.response().putHeader("ETag", version(document));
            context.json(document.copy().put("status", new JsonObject().put("created", "2026-05-01T12:00:00Z")));
        });
        router.post("/v1/devices/demo/:id").handler(this::create);
        router.put("/v1/devices/demo/:id")
                .handler(context -> replace(context, context.body().asJsonObject()));
        router.delete("/v1/devices/demo/:id").handler(context -> replace(context, null));
    }

    /** Begins without a device. */
    void clear() {
        devices.clear();
    }

    /** Registers a device, or changes it, as somebody else would. */
    void put(String id, JsonObject document) {
        devices.put(id, document);
    }

    JsonObject registration(String id) {
        return devices.get(id);
    }

    private void search(RoutingContext context) {
        if (devices.isEmpty()) {
            context.response()
                    .setStatusCode(404)
                    .putHeader("Content-Type", "application/json")
                    .end("{}");
            return;
        }
        JsonArray found = new JsonArray();
        devices.forEach((id, document) -> found.add(document.copy().put("id", id)));
        context.json(list(found));
    }

    private void create(RoutingContext context) {
        boolean isNew =
                devices.putIfAbsent(context.pathParam("id"), context.body().asJsonObject()) == null;
        context.response().setStatusCode(isNew ? 201 : 409).end();
    }

    private void replace(RoutingContext context, JsonObject document) {
        String id = context.pathParam("id");
        if (!version(devices.get(id)).equals(context.request().getHeader("If-Match"))) {
            context.response().setStatusCode(412).end();
            return;
        }
        if (document == null) {
            devices.remove(id);
        } else {
            devices.put(id, document);
        }
        context.response().setStatusCode(204).end();
    }

    private static String version(JsonObject document) {
        return Integer.toHexString(document.hashCode());
    }

    private static JsonObject list(JsonArray result) {
        return new JsonObject().put("total", result.size()).put("result", result);
    }
}
