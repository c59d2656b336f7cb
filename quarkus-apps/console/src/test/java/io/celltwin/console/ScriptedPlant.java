package io.celltwin.console;

import io.celltwin.model.AlarmLimit;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;

/**
 * The twins of a demo line, made from the real thing models: 13 devices and seven batches with plausible values. It stands
 * in for the twin service, which is built after this module; the page cannot tell.
 */
final class ScriptedPlant {
    private static final Properties NOMINAL = load();
    private static final List<String> DRIVEN = List.of("vibrationDriveEnd", "motorCurrent", "motorTemperature");

    private final ModelCatalog catalog = ModelCatalog.bundled();
    private final Random random = new Random(20);
    private final Map<String, JsonObject> things = new LinkedHashMap<>();
    private final Map<String, ThingModel> models = new LinkedHashMap<>();

    ScriptedPlant() {
        machine("demo:coater-1", "electrode-coater-1.0.0", "demo:batch-7");
        machine("demo:calender-1", "calender-1.0.0", "demo:batch-6");
        machine("demo:filler-1", "electrolyte-filler-1.0.0", "demo:batch-5");
        machine("demo:filler-2", "electrolyte-filler-1.0.0", "demo:batch-4");
        machine("demo:formation-1", "formation-cabinet-1.0.0", "demo:batch-3");
        for (int pack = 1; pack <= 8; pack++) {
            pack("demo:pack-" + pack, pack);
        }
        for (int batch = 1; batch <= 7; batch++) {
            batch("demo:batch-" + batch, 8 - batch);
        }
    }

    List<JsonObject> things() {
        return new ArrayList<>(things.values());
    }

    /** The ids of the things that a device feeds. */
    List<String> devices() {
        return things.keySet().stream().filter(id -> !id.contains("batch")).toList();
    }

    /** What one read cycle of a device brings: its numbers, a little moved. */
    JsonObject readCycle(String thingId) {
        JsonObject features = new JsonObject();
        for (ModelProperty property : models.get(thingId).properties()) {
            if (property.feature().isPresent() && !property.forms().isEmpty() && isNumber(property)) {
                JsonObject feature = feature(features, property.feature().get());
                feature.put(property.name(), value(property));
                feature.put("observedAt", Instant.now().toString());
            }
        }
        return features;
    }

    void put(JsonObject thing) {
        things.put(thing.getString("thingId"), thing);
    }

    /** Merges into the twin's features and answers the event that Ditto sends for it. */
    JsonObject merge(String thingId, JsonObject features) {
        JsonObject thing = things.get(thingId);
        thing.getJsonObject("features").mergeIn(features, true);
        int revision = thing.getInteger("_revision") + 1;
        thing.put("_revision", revision);
        return new JsonObject()
                .put("topic", thingId.replace(':', '/') + "/things/twin/events/merged")
                .put("headers", new JsonObject())
                .put("path", "/features")
                .put("value", features)
                .put("revision", revision)
                .put("timestamp", Instant.now().toString());
    }

    /** Takes everything away. */
    void clear() {
        things.clear();
    }

    /** Since when an alarm stands, as its twin says. */
    String sinceOf(String thingId, String alarm) {
        return things.get(thingId)
                .getJsonObject("features")
                .getJsonObject("alarms")
                .getJsonObject("properties")
                .getJsonObject("active")
                .getJsonObject(alarm)
                .getString("since");
    }

    /** A value of a feature of any twin, for a scripted change. */
    static JsonObject change(String feature, String property, Object value) {
        JsonObject features = new JsonObject();
        feature(features, feature).put(property, value);
        return features;
    }

    /** An alarm as the adapters raise it. */
    static JsonObject alarm(String id, String severity, String message, double value, double limit) {
        return alarm(id, severity, message, value, limit, Instant.now().minusSeconds(95));
    }

    static JsonObject alarm(String id, String severity, String message, double value, double limit, Instant since) {
        return change(
                "alarms",
                "active",
                new JsonObject()
                        .put(
                                id,
                                new JsonObject()
                                        .put("severity", severity)
                                        .put("since", since.toString())
                                        .put("message", message)
                                        .put("value", value)
                                        .put("limit", limit)
                                        .put("state", "active")));
    }

    private void machine(String thingId, String modelName, String batch) {
        JsonObject features = put(thingId, modelName);
        feature(features, "status")
                .put("machineState", "Execute")
                .put("currentBatch", batch)
                .put("goodCount", 1834);
        connection(features, "connected");
        boolean odd = thingId.endsWith("filler-2");
        feature(features, "maintenance")
                .put("anomalyScore", odd ? 1.62 : 0.2 + random.nextDouble() * 0.4)
                .put("state", odd ? "anomalous" : "healthy")
                .put("observedAt", Instant.now().toString())
                .put("drivers", drivers(modelName));
    }

    private static JsonArray drivers(String modelName) {
        JsonArray drivers = new JsonArray();
        double[] shares = {0.56, 0.27, 0.09};
        for (int index = 0; modelName.contains("filler") && index < shares.length; index++) {
            drivers.add(new JsonObject()
                    .put("feature", "pump")
                    .put("property", DRIVEN.get(index))
                    .put("contribution", shares[index]));
        }
        return drivers;
    }

    private void pack(String thingId, int number) {
        JsonObject features = put(thingId, "battery-pack-1.0.0");
        things.get(thingId)
                .getJsonObject("attributes")
                .put("batches", new JsonArray().add("demo:batch-" + (number % 2 + 1)));
        boolean connected = number != 6;
        connection(features, connected ? "connected" : "disconnected");
        feature(features, "bms").put("batteryState", number % 3 == 0 ? "Charge" : "Discharge");
        feature(features, "lifecycle")
                .put("state", "in service")
                .put("since", Instant.now().minusSeconds(90_000).toString());
        if (number == 8) {
            return;
        }
        JsonArray cycles = new JsonArray();
        JsonArray capacity = new JsonArray();
        // Of its own, so that the health does not depend on how many values the models have.
        Random noise = new Random(number);
        double now = 0;
        for (int cycle = 1; cycle <= 60 + 10 * number; cycle += 2) {
            now = 1.87 - 0.0021 * cycle - 0.000008 * cycle * cycle + (noise.nextDouble() - 0.5) * 0.008;
            cycles.add(cycle);
            capacity.add(Math.round(now * 1e4) / 1e4);
        }
        feature(features, "health")
                .put("stateOfHealth", Math.round(now / 2 * 1e4) / 1e2)
                .put("capacityAh", now)
                .put("endOfLifeCapacityAh", 1.4)
                .put(
                        "remainingUsefulLifeCycles",
                        new JsonObject().put("median", 74).put("p05", 52).put("p95", 108))
                .put("fadeTrend", new JsonObject().put("cycles", cycles).put("capacityAh", capacity))
                .put("model", "fade-fit")
                .put("modelVersion", "1")
                .put("observedAt", Instant.now().minusSeconds(40).toString());
    }

    private void batch(String thingId, int steps) {
        JsonObject features = put(thingId, "cell-batch-1.0.0");
        List<String> names = List.of("coating", "calendering", "filling", "formation");
        List<String> machines = List.of("demo:coater-1", "demo:calender-1", "demo:filler-1", "demo:formation-1");
        for (int index = 0; index < Math.min(steps - 1, 4); index++) {
            Instant start = Instant.now().minusSeconds(3_600L * (steps - index));
            feature(features, names.get(index))
                    .put("machine", machines.get(index))
                    .put("startedAt", start.toString())
                    .put("endedAt", start.plusSeconds(2_900).toString())
                    .put("statistics", statistics(machines.get(index)))
                    .put("alarms", new JsonArray());
        }
        feature(features, "lifecycle")
                .put("state", steps > 5 ? "graded" : steps > 4 ? "formed" : "made")
                .put("since", Instant.now().minusSeconds(1_800).toString());
        things.get(thingId)
                .getJsonObject("attributes")
                .put("product", "18650 NMC 2.0 Ah")
                .put("quantity", 2_400);
    }

    private JsonObject statistics(String machine) {
        JsonObject statistics = new JsonObject();
        models.get(machine).propertiesOfType("cell:ProcessValue").stream()
                .limit(6)
                .forEach(property -> {
                    double mean = nominal(property);
                    statistics.put(
                            property.feature().orElseThrow() + "/" + property.name(),
                            new JsonObject()
                                    .put("count", 28_400)
                                    .put("mean", mean)
                                    .put("standardDeviation", mean * 0.01)
                                    .put("minimum", mean * 0.97)
                                    .put("maximum", mean * 1.04));
                });
        return statistics;
    }

    private JsonObject put(String thingId, String modelName) {
        ThingModel model = catalog.get(modelName);
        models.put(thingId, model);
        JsonObject features = new JsonObject();
        JsonObject attributes = new JsonObject();
        if (!modelName.startsWith("cell-batch")) {
            attributes
                    .put("serialNumber", "CT-" + Math.abs(thingId.hashCode() % 100_000))
                    .put(
                            "dataSource",
                            modelName.startsWith("battery")
                                    ? "recorded data (NASA PCoE lithium-ion cells)"
                                    : modelName.contains("filler") ? "recorded data (SKAB pump)" : "physical model");
        }
        things.put(
                thingId,
                new JsonObject()
                        .put("thingId", thingId)
                        .put("policyId", thingId)
                        .put("definition", "http://127.0.0.1:8080/models/" + model.fileName())
                        .put("attributes", attributes)
                        .put("features", features)
                        .put("_revision", 1));
        for (ModelProperty property : model.properties()) {
            if (property.feature().isEmpty() || property.forms().isEmpty()) {
                continue;
            }
            JsonObject feature = feature(features, property.feature().get())
                    .put("observedAt", Instant.now().toString());
            if (isNumber(property)) {
                feature.put(property.name(), value(property));
            } else {
                feature.put(
                        property.name(),
                        "boolean".equals(property.schema().path("type").asText()) ? (Object) false : "A-17");
            }
        }
        return features;
    }

    private static void connection(JsonObject features, String status) {
        feature(features, "connection")
                .put("status", status)
                .put("since", Instant.now().minusSeconds(4_000).toString())
                .put("address", "modbus+tcp://127.0.0.1:1502/3");
        if (status.equals("disconnected")) {
            feature(features, "connection").put("reason", "Connection refused: 127.0.0.1:1502");
        }
    }

    private static JsonObject feature(JsonObject features, String id) {
        if (!features.containsKey(id)) {
            features.put(id, new JsonObject().put("properties", new JsonObject()));
        }
        return features.getJsonObject(id).getJsonObject("properties");
    }

    private Number value(ModelProperty property) {
        double nominal = nominal(property);
        double seconds = System.currentTimeMillis() / 1000.0;
        double moved = nominal
                * (1 + 0.012 * Math.sin(seconds / 9 + property.name().hashCode()) + 0.004 * random.nextGaussian());
        return "integer".equals(property.schema().path("type").asText())
                ? (Number) Math.round(nominal)
                : (Number) (Math.round(moved * 1e4) / 1e4);
    }

    private double nominal(ModelProperty property) {
        String known = NOMINAL.getProperty(property.name());
        if (known != null) {
            return Double.parseDouble(known);
        }
        double low = property.minimum().orElse(0.0);
        double high = property.maximum().orElse(100.0);
        for (AlarmLimit limit : property.alarmLimits()) {
            if (limit.kind() == AlarmLimit.Kind.ABOVE) {
                high = Math.min(high, limit.limit());
            } else {
                low = Math.max(low, limit.limit());
            }
        }
        return low + (high - low) * 0.45;
    }

    private static boolean isNumber(ModelProperty property) {
        String type = property.schema().path("type").asText();
        return type.equals("number") || type.equals("integer");
    }

    private static Properties load() {
        Properties values = new Properties();
        try (InputStream in = ScriptedPlant.class.getResourceAsStream("/usual-values.properties")) {
            values.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }
}
