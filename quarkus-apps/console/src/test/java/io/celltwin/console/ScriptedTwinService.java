package io.celltwin.console;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Serves a {@link ScriptedPlant} as Ditto would: search over HTTP, events over WebSocket. */
@ApplicationScoped
class ScriptedTwinService {
    private static final long SHIFT_MS = 8 * 3_600_000L;
    private static final int PAGE = 7;
    private static final int READ_CYCLE_MS = 100;

    private final Vertx vertx;
    private ScriptedPlant plant = new ScriptedPlant();
    private final Set<ServerWebSocket> subscribers = ConcurrentHashMap.newKeySet();
    private volatile boolean reachable = true;
    private long cycles = -1;

    @Inject
    ScriptedTwinService(Vertx vertx) {
        this.vertx = vertx;
    }

    void mount(@Observes Router router) {
        router.get("/api/2/search/things").handler(this::search);
        router.get("/ws/2").handler(this::subscribe);
        router.post("/api/2/checkPermissions")
                .handler(context -> context.json(new JsonObject()
                        .put(
                                "write",
                                ConsoleUsers.USER.equals(((QuarkusHttpUser) context.user())
                                        .getSecurityIdentity()
                                        .getPrincipal()
                                        .getName()))));
        router.patch("/api/2/things/:thing/features/alarms/properties/active/:alarm")
                .handler(BodyHandler.create())
                .handler(this::writeAlarm);
        router.get("/api/2/timeseries/*").handler(ScriptedTwinService::history);
        router.get("/history/completeness").handler(ScriptedTwinService::completeness);
    }

    /** Takes what somebody did about an alarm, if it is still the one that they saw. */
    private void writeAlarm(RoutingContext context) {
        String thing = context.pathParam("thing");
        String alarm = context.pathParam("alarm");
        if (!context.request().getParam("condition").contains(plant.sinceOf(thing, alarm))) {
            context.response().setStatusCode(412).end("{}");
            return;
        }
        merge(
                thing,
                ScriptedPlant.change(
                        "alarms",
                        "active",
                        new JsonObject().put(alarm, context.body().asJsonObject())));
        context.response().setStatusCode(204).end();
    }

    /** Half of today's data is there. */
    private static void completeness(RoutingContext context) {
        context.json(new JsonArray()
                .add(new JsonObject()
                        .put("thingId", context.request().getParam("things"))
                        .put("day", LocalDate.now(ZoneOffset.UTC).toString())
                        .put("pointsDue", 100)
                        .put("completeness", 0.5)));
    }

    /** Figures of the running shift and of the same one the day before; nothing else is known. */
    private static JsonArray shifts() {
        return new JsonArray()
                .add(figure("overallEffectiveness", 0.851, 0.876))
                .add(figure("availability", 0.9, 1))
                .add(figure("unitsMade", 100, 120))
                .add(figure("energyConsumed", 40, 36))
                .add(figure("energyPerCellEnergy", 25, 20));
    }

    private static JsonObject figure(String name, double before, double now) {
        long shift = Math.floorDiv(System.currentTimeMillis(), SHIFT_MS) * SHIFT_MS;
        return new JsonObject()
                .put("path", "/features/effectiveness/properties/" + name)
                .put(
                        "data",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("t", shift - 3 * SHIFT_MS)
                                        .put("v", before))
                                .add(new JsonObject().put("t", shift).put("v", now)));
    }

    /** A value that rises for half of the time, is not known for a while and is even then. */
    private static void history(RoutingContext context) {
        if (context.request().path().endsWith("/bearingVibration")) {
            context.response().setStatusCode(503).end("{\"message\":\"The store of the history is not there.\"}");
            return;
        }
        if (context.request().getParam("paths") != null) {
            context.json(shifts());
            return;
        }
        JsonArray data = new JsonArray();
        long now = System.currentTimeMillis();
        for (int hour = 24; hour > 0; hour--) {
            JsonObject entry = new JsonObject().put("t", now - hour * 3_600_000L);
            data.add(
                    hour < 12 && hour > 8
                            ? entry.putNull("v").put("_gap", true)
                            : entry.put("v", 50 - Math.max(12, hour)));
        }
        context.json(new JsonArray().add(new JsonObject().put("data", data)));
    }

    /** Lets every device report ten times a second. */
    synchronized void startDevices() {
        if (cycles < 0) {
            cycles = vertx.setPeriodic(READ_CYCLE_MS, id -> {
                for (String device : plant.devices()) {
                    if (!device.endsWith("pack-6")) {
                        merge(device, plant.readCycle(device));
                    }
                }
            });
        }
    }

    /** Begins with the plant as it was at first. */
    synchronized void restart() {
        plant = new ScriptedPlant();
        reachable = true;
    }

    /** Begins with a plant in which there is nothing yet. */
    synchronized void empty() {
        plant.clear();
    }

    /** Adds a thing before anybody reads. */
    synchronized void put(JsonObject thing) {
        plant.put(thing);
    }

    /** Changes a twin and tells the subscribers. */
    synchronized void merge(String thingId, JsonObject features) {
        String event = plant.merge(thingId, features).encode();
        subscribers.forEach(socket -> socket.writeTextMessage(event));
    }

    /** Cuts all connections; none is taken until {@link #comeBack()}. */
    void goAway() {
        reachable = false;
        subscribers.forEach(ServerWebSocket::close);
    }

    void comeBack() {
        reachable = true;
    }

    private synchronized void search(RoutingContext context) {
        if (context.user() == null) {
            context.fail(401);
            return;
        }
        String option = String.valueOf(context.request().getParam("option"));
        int start =
                option.contains("cursor(") ? Integer.parseInt(option.replaceAll(".*cursor\\((\\d+)\\).*", "$1")) : 0;
        List<JsonObject> things = plant.things();
        int end = Math.min(start + PAGE, things.size());
        JsonObject page = new JsonObject().put("items", new JsonArray(things.subList(start, end)));
        if (end < things.size()) {
            page.put("cursor", String.valueOf(end));
        }
        context.json(page);
    }

    private void subscribe(RoutingContext context) {
        if (context.user() == null || !reachable) {
            context.fail(reachable ? 401 : 503);
            return;
        }
        context.request().toWebSocket().onSuccess(socket -> {
            socket.closeHandler(closed -> subscribers.remove(socket));
            socket.textMessageHandler(text -> {
                if (text.startsWith("START-SEND-EVENTS")) {
                    subscribers.add(socket);
                    socket.writeTextMessage("START-SEND-EVENTS:ACK");
                }
            });
        });
    }
}
