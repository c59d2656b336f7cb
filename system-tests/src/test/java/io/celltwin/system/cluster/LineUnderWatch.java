package io.celltwin.system.cluster;

import io.celltwin.simulator.LineOptions;
import io.celltwin.simulator.SimulatedDevice;
import io.celltwin.simulator.SimulatedLine;
import io.celltwin.simulator.batch.Batch;
import io.celltwin.simulator.batch.ProcessStep;
import io.celltwin.simulator.plant.PlantSystem;
import io.celltwin.system.plant.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** The simulated line with its plant system, and a witness of all that its batches do. */
final class LineUnderWatch implements AutoCloseable {
    /** Longer than the devices of a dead adapter are not read, so that every batch is seen at every machine. */
    static final Duration TAKT = Duration.ofSeconds(15);

    private static final Map<ProcessStep, List<String>> MACHINES = Map.of(
            ProcessStep.COATING,
            List.of("demo:coater-1"),
            ProcessStep.CALENDERING,
            List.of("demo:calender-1"),
            ProcessStep.FILLING,
            List.of("demo:filler-1", "demo:filler-2"),
            ProcessStep.FORMATION,
            List.of("demo:formation-1"));
    private static final List<String> PACKS =
            IntStream.rangeClosed(1, 8).mapToObj(n -> "demo:pack-" + n).toList();

    private final SimulatedLine line;
    private final PlantSystem plantSystem;
    private final Queue<Passed> passed = new ConcurrentLinkedQueue<>();

    private record Passed(Batch batch, ProcessStep step, Instant at) {}

    private LineUnderWatch(SimulatedLine line, PlantSystem plantSystem) {
        this.line = line;
        this.plantSystem = plantSystem;
    }

    /**
     * Starts it.
     *
     * @param recordsPort where the plant system reports to
     */
    static LineUnderWatch start(Path state, int recordsPort) {
        try {
            SimulatedLine line = SimulatedLine.start(LineOptions.usual(state).withTakt(TAKT));
            PlantSystem plantSystem = new PlantSystem(
                    PlantServices.local(recordsPort), PlantServices.ENGINEER, PlantServices.ENGINEER_PASSWORD, PACKS);
            LineUnderWatch watched = new LineUnderWatch(line, plantSystem);
            line.addListener((batch, step, at) -> watched.passed.add(new Passed(batch, step, at)));
            line.addListener(plantSystem);
            return watched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes its devices known. */
    void register(Api registry) {
        for (SimulatedDevice device : line.devices()) {
            Api.Answer answer = registry.post(
                    "/v1/devices/demo/" + device.deviceId(),
                    JsonObject.newBuilder()
                            .set("/ext/celltwin/model", device.model())
                            .set("/ext/celltwin/address", device.address().toString())
                            .build());
            if (answer.status() != 201) {
                throw new IllegalStateException(answer.toString());
            }
        }
    }

    List<String> devices() {
        return line.devices().stream().map(SimulatedDevice::deviceId).toList();
    }

    /** How many batches have left the line. */
    long finished() {
        return passed.stream()
                .filter(one -> one.step() == ProcessStep.FORMATION)
                .count();
    }

    /**
     * What there must be records of.
     *
     * @param since when all machines had been seen; what left one of them before need not be recorded
     * @param until what happens later need not be recorded yet
     */
    Set<String> expectedRecords(Instant since, Instant until) {
        Set<String> expected = new TreeSet<>();
        passed.stream()
                .filter(one -> one.at().isAfter(since) && one.at().isBefore(until))
                .flatMap(LineUnderWatch::records)
                .forEach(expected::add);
        return expected;
    }

    @Override
    public void close() {
        plantSystem.close();
        line.close();
    }

    private static Stream<String> records(Passed one) {
        String batch = one.batch().id();
        List<String> machines = MACHINES.get(one.step());
        // The fillers take batches by turns, the first one that with number 1.
        String machine = machines.get((int) ((one.batch().number() - 1) % machines.size()));
        String step = RecordCount.step(batch, one.step().name().toLowerCase(Locale.ROOT), machine);
        return switch (one.step()) {
            case COATING, CALENDERING -> Stream.of(step);
            case FILLING -> Stream.of(step, RecordCount.state(batch, "made"));
            case FORMATION ->
                Stream.concat(
                        Stream.of(step, RecordCount.state(batch, "formed"), RecordCount.state(batch, "graded")),
                        builtInto(one.batch()));
        };
    }

    private static Stream<String> builtInto(Batch batch) {
        if (batch.number() > PACKS.size()) {
            return Stream.empty();
        }
        String pack = PACKS.get((int) batch.number() - 1);
        return Stream.of(
                RecordCount.state(batch.id(), "packed"),
                RecordCount.state(pack, "packed"),
                RecordCount.state(pack, "in service"));
    }

    /** When what a device measured last was measured, as its twin says. */
    static Instant lastSeen(Api ditto, String device) {
        return ditto.twinValue(device, "/features").map(JsonValue::asObject).stream()
                .flatMap(features -> features.getKeys().stream()
                        .filter(feature ->
                                !feature.toString().matches("connection|alarms|health|maintenance|effectiveness"))
                        .flatMap(feature -> features.getValue(feature + "/properties/observedAt").stream()))
                .map(time -> Instant.parse(time.asString()))
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }
}
