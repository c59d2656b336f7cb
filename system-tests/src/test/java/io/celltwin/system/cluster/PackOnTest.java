package io.celltwin.system.cluster;

import static org.awaitility.Awaitility.await;

import io.celltwin.system.plant.Api;
import io.celltwin.system.plant.Discharge;
import io.celltwin.system.plant.ScriptedDevice;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** A battery that is fully discharged again and again, each time as soon as the twin has what the last time showed. */
final class PackOnTest implements AutoCloseable {
    private static final Discharge DISCHARGE = new Discharge(2);
    private static final double START_SECONDS = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("cluster.patience-seconds", 60));

    private final Api ditto;
    private final ScriptedDevice device;
    private volatile boolean goOn = true;

    PackOnTest(String id, PlantServices services) {
        ditto = services.ditto();
        device = ScriptedDevice.modbus(id, "battery-pack-1.0.0", DISCHARGE.start(1, START_SECONDS));
        Api.Answer answer = services.registry().post("/v1/devices/demo/" + id, device.registration());
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.toString());
        }
    }

    String id() {
        return device.id();
    }

    /**
     * Begins.
     *
     * @return how often it was discharged when it was told to stop
     */
    CompletableFuture<Integer> run() {
        return CompletableFuture.supplyAsync(
                () -> {
                    double clock = START_SECONDS;
                    int cycle = 1;
                    for (; goOn; cycle++) {
                        clock = 1 + DISCHARGE.run(device, cycle, clock, capacity(cycle), this::awaitRead);
                    }
                    return cycle - 1;
                },
                task -> new Thread(task, "discharging-" + id()).start());
    }

    /** Lets it come to rest after the discharge under way. */
    void stop() {
        goOn = false;
    }

    /** The capacity of that cycle, Ah: it gives a little less each time. */
    static double capacity(int cycle) {
        return 1.9 - 0.01 * cycle;
    }

    /** The cycles whose discharge the battery's twin knows of, in the order of the twin. */
    List<Integer> measuredCycles() {
        return trend("cycles").map(cycle -> (int) cycle.asDouble()).toList();
    }

    /** What was measured in them, Ah. */
    List<Double> measuredCapacities() {
        return trend("capacityAh").map(JsonValue::asDouble).toList();
    }

    @Override
    public void close() {
        device.close();
    }

    private Stream<JsonValue> trend(String values) {
        return ditto.twinValue(id(), "/features/health/properties/fadeTrend/" + values)
                .map(JsonValue::asArray)
                .map(JsonArray::stream)
                .orElseGet(Stream::empty);
    }

    /** Every single register, for an adapter reads them one after the other and may have seen some before they changed. */
    private void awaitRead(Map<String, Object> registers) {
        await().atMost(PATIENCE)
                .ignoreException(UncheckedIOException.class)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    JsonObject bms = ditto.twinValue(id(), "/features/bms/properties")
                            .map(JsonValue::asObject)
                            .orElseGet(JsonFactory::newObject);
                    return registers.entrySet().stream()
                            .allMatch(register -> bms.getValue(register.getKey())
                                    .filter(value -> isSame(value, register.getValue()))
                                    .isPresent());
                });
    }

    /** Registers have few digits, and twins are not told of tiny changes; clock and counter are exact. */
    private static boolean isSame(JsonValue value, Object shown) {
        return shown instanceof Number number
                ? Math.abs(value.asDouble() - number.doubleValue())
                        <= Math.min(0.7, 0.02 + 0.02 * Math.abs(number.doubleValue()))
                : value.equals(JsonValue.of(shown));
    }
}
