package io.celltwin.benchmark.condition;

import io.celltwin.maintenance.learned.FailureModels;
import io.celltwin.maintenance.learned.LearnedMonitor;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.TwinChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.eclipse.ditto.json.JsonObject;

/**
 * How long a machine's update takes where a learned failure model judges it: a milling machine all of whose values change. Measured is the
 * processor time of the one thread, which others on the machine do not change.
 */
public final class FailureModelSpeed {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 20_000;
    private static final int UPDATES = 50_000;
    private static final String MODEL = """
            {"@context": ["https://www.w3.org/ns/wot-next/td", {"cell": "https://celltwin.io/vocab#",
              "unit": "http://qudt.org/vocab/unit/"}],
            "@type": ["tm:ThingModel", "cell:Machine"], "title": "Milling machine", "version": {"model": "1.0.0"},
            "cell:failureModel": {"cell:model": "milling-failure", "cell:inputs": {"quality": "grade",
              "airTemperature": "air", "processTemperature": "process", "rotationalSpeed": "speed", "torque": "torque",
              "toolWear": "wear"}},
            "links": [{"rel": "tm:extends", "href": "machine-1.0.0.tm.jsonld", "type": "application/tm+json"}],
            "properties": {
              "grade": {"title": "Grade", "type": "string", "cell:feature": "tool"},
              "air": {"title": "Air", "type": "number", "unit": "unit:DEG_C", "cell:feature": "tool"},
              "process": {"title": "Process", "type": "number", "unit": "unit:DEG_C", "cell:feature": "tool"},
              "speed": {"title": "Speed", "type": "number", "unit": "unit:REV-PER-MIN", "cell:feature": "tool"},
              "torque": {"title": "Torque", "type": "number", "unit": "unit:N-M", "cell:feature": "tool"},
              "wear": {"title": "Wear", "type": "number", "unit": "unit:MIN", "cell:feature": "tool"}}}""";

    private FailureModelSpeed() {}

    /** One line, by one thread. */
    public static String measure() {
        ThingModel model = model();
        LearnedMonitor monitor = LearnedMonitor.begin(model, FailureModels.bundled(), JsonObject.empty());
        Random chance = new Random(1);
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        long[] nanoseconds = new long[UPDATES];
        long written = 0;
        for (int i = -WARM_UP; i < UPDATES; i++) {
            now = now.plusSeconds(5);
            TwinChange change = new TwinChange("demo:mill", Optional.of(model), patch(chance), 1, now, false, false);
            long start = THREADS.getCurrentThreadCpuTime();
            written += monitor.next(change).isPresent() ? 1 : 0;
            if (i >= 0) {
                nanoseconds[i] = THREADS.getCurrentThreadCpuTime() - start;
            }
        }
        double seconds = Arrays.stream(nanoseconds).sum() / 1e9;
        Arrays.sort(nanoseconds);
        return String.format(
                Locale.ROOT,
                "Judged and told %d times: %.0f updates/s on one core, 99th percentile %.3f ms of processor time",
                written,
                UPDATES / seconds,
                nanoseconds[(int) (0.99 * UPDATES)] / 1e6);
    }

    private static JsonObject patch(Random chance) {
        return JsonObject.of(String.format(
                Locale.ROOT,
                "{\"features\":{\"tool\":{\"properties\":{\"grade\":\"M\",\"air\":%.1f,\"process\":%.1f,\"speed\":%d,"
                        + "\"torque\":%.1f,\"wear\":%d}}}}",
                24 + 4 * chance.nextDouble(),
                34 + 4 * chance.nextDouble(),
                1300 + chance.nextInt(600),
                25 + 30 * chance.nextDouble(),
                chance.nextInt(240)));
    }

    private static ThingModel model() {
        try {
            Path folder = Files.createTempDirectory("failure-model-speed");
            Path file = folder.resolve("milling-machine-1.0.0.tm.jsonld");
            try {
                Files.writeString(file, MODEL);
                return new ModelCatalog(folder).get("milling-machine-1.0.0");
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a Thing Model for the measurement cannot be written", e);
        }
    }
}
