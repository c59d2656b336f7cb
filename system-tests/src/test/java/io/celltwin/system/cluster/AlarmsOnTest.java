package io.celltwin.system.cluster;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.system.plant.Api;
import io.celltwin.system.plant.ScriptedDevice;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Machines whose tanks run low and are filled again and again, each time as soon as the twin tells of it; so many that every replica
 * has some of them.
 */
final class AlarmsOnTest implements AutoCloseable {
    private static final int MACHINES = 4;
    private static final String ALARM = "electrolyteTankLow";
    private static final double LOW = 5;
    private static final double FULL = 50;
    /** A state holds for so long, so that some alarms stand and some do not whenever something is killed. */
    private static final Duration HELD = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("cluster.patience-seconds", 60));

    private final Api ditto;
    private final List<ScriptedDevice> machines;
    private final Map<String, CompletableFuture<Integer>> raised = new ConcurrentHashMap<>();
    private volatile boolean goOn = true;

    AlarmsOnTest(PlantServices services) {
        ditto = services.ditto();
        machines = IntStream.rangeClosed(1, MACHINES)
                .mapToObj(number -> ScriptedDevice.modbus(
                        "demo:tank-on-test-" + number, "electrolyte-filler-1.0.0", Map.of("tankLevel", FULL)))
                .toList();
        for (ScriptedDevice machine : machines) {
            Api.Answer answer = services.registry().post("/v1/devices/demo/" + machine.id(), machine.registration());
            if (answer.status() != 201) {
                throw new IllegalStateException(answer.toString());
            }
        }
    }

    void run() {
        machines.forEach(machine -> raised.put(
                machine.id(),
                CompletableFuture.supplyAsync(
                        () -> emptyAndFill(machine), task -> new Thread(task, "tank-" + machine.id()).start())));
    }

    boolean eachWasRaised(Api records) {
        return RecordCount.alarms(records, ALARM, "raised").size() == MACHINES;
    }

    /** Lets each be filled once more. */
    void stop() {
        goOn = false;
    }

    /** How often the alarm of each was raised, and cleared, once they have stopped. */
    private Map<String, Long> told() {
        return raised.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, each -> (long) each.getValue().join()));
    }

    void assertThatEachWasRecordedOnce(Api records) {
        raised.values().forEach(count -> assertThat(count).succeedsWithin(PATIENCE));
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (String event : List.of("raised", "cleared")) {
                assertThat(RecordCount.alarms(records, ALARM, event)).as(event).isEqualTo(told());
            }
        });
    }

    @Override
    public void close() {
        goOn = false;
        machines.forEach(ScriptedDevice::close);
    }

    private int emptyAndFill(ScriptedDevice machine) {
        int count = 0;
        while (goOn) {
            show(machine, LOW, true);
            show(machine, FULL, false);
            count++;
        }
        return count;
    }

    private void show(ScriptedDevice machine, double level, boolean alarmed) {
        machine.show("tankLevel", level);
        await().atMost(PATIENCE)
                .ignoreException(UncheckedIOException.class)
                .pollInterval(Duration.ofMillis(500))
                .during(HELD)
                .until(() -> ditto.get("/api/2/things/" + machine.id() + "/features/alarms/properties/active/" + ALARM)
                                .status()
                        == (alarmed ? 200 : 404));
    }
}
