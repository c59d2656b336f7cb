package io.celltwin.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Answers as the lifecycle records do, for one pack and the batches in it. */
@ApplicationScoped
class ScriptedRecords {
    private final Instant start = Instant.now().minusSeconds(80_000);

    /** When the alarm of the pump's motor was raised, as no more than a piece of news. */
    Instant raisedAt() {
        return start.plusSeconds(79_000);
    }

    void mount(@Observes Router router) {
        router.get("/lifecycle/records")
                .handler(context -> context.json(records(context.request().getParam("thing", "demo:filler-2"))));
        router.get("/lifecycle/trace/:thing").handler(context -> context.json(trace(context.pathParam("thing"))));
    }

    private JsonObject records(String thing) {
        JsonArray records = new JsonArray().add(state(thing, "in service", 60_000));
        if (thing.contains("filler")) {
            records = new JsonArray()
                    .add(record(
                            "alarm",
                            thing,
                            79_000,
                            new JsonObject()
                                    .put("alarm", "pumpMotorOvercurrent")
                                    .put("event", "raised")
                                    .put("severity", "info")
                                    .put("message", "The pump motor draws too much current")))
                    .add(record(
                            "step",
                            "demo:batch-3",
                            60_000,
                            new JsonObject().put("step", "filling").put("machine", thing)));
        }
        return new JsonObject().put("records", records);
    }

    private JsonObject trace(String thing) {
        JsonArray batches = new JsonArray();
        List<String> ids = thing.contains("pack") ? List.of("demo:batch-1", "demo:batch-2") : List.of(thing);
        ids.forEach(batch -> batches.add(new JsonObject()
                .put("thing", batch)
                .put("states", new JsonArray().add(state(batch, "made", 1_000)))
                .put(
                        "steps",
                        new JsonArray()
                                .add(step(batch, "coating", "demo:coater-1", 2_000))
                                .add(step(batch, "filling", "demo:filler-1", 9_000))
                                .add(step(batch, "formation", "demo:formation-1", 15_000)))));
        return new JsonObject()
                .put("thing", thing)
                .put(
                        "states",
                        new JsonArray().add(state(thing, "in service", 60_000)).add(state(thing, "packed", 40_000)))
                .put("batches", batches)
                .put("machines", new JsonArray().add("demo:coater-1").add("demo:filler-1"))
                .put("packs", new JsonArray().add("demo:pack-1").add("demo:pack-3"))
                .put("complete", true);
    }

    private JsonObject step(String batch, String step, String machine, int after) {
        JsonObject values = new JsonObject();
        if (step.equals("coating")) {
            values.put("web/webSpeed", figures("Web speed", "m/min", 32))
                    .put("gauge/coatingWeight", figures("Coating weight", "g/m²", 186))
                    .put("dryer/zone1Temperature", figures("Zone 1 temperature", "°C", 82));
        } else if (step.equals("formation")) {
            values.put("channel10/current", figures("Current", "A", 2))
                    .put("channel02/current", figures("Current", "A", 2))
                    .put("energy/energyTotal", figures("Energy", "kWh", 1_000));
        } else {
            values.put("dosing/doseMass", figures("Dosed mass", "g", 29))
                    .put("pump/motorCurrent", figures("Motor current", "A", 2.7));
        }
        return record(
                "step",
                batch,
                after + 2_900,
                new JsonObject()
                        .put("step", step)
                        .put("machine", machine)
                        .put("startedAt", start.plusSeconds(after).toString())
                        .put("endedAt", start.plusSeconds(after + 2_900).toString())
                        .put("interrupted", false)
                        .put("alarms", new JsonArray())
                        .put("values", values));
    }

    private JsonObject figures(String title, String unit, double mean) {
        return new JsonObject()
                .put("title", title)
                .put("unit", unit)
                .put("count", 28_412)
                .put("mean", mean)
                .put("standardDeviation", mean * 0.011)
                .put("minimum", mean * 0.97)
                .put("maximum", mean * 1.03);
    }

    private JsonObject state(String thing, String state, int after) {
        return record(
                "state", thing, after, new JsonObject().put("state", state).put("by", "plant-system"));
    }

    private JsonObject record(String type, String thing, int after, JsonObject content) {
        return new JsonObject()
                .put("id", thing + "/" + type + "/" + after)
                .put("type", type.toUpperCase(Locale.ROOT))
                .put("thing", thing)
                .put("at", start.plusSeconds(after).toString())
                .put("related", new JsonArray())
                .put("content", content);
    }
}
