package io.celltwin.benchmark.part;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.ChangeAction;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.store.JournalEntry;
import io.celltwin.edge.store.JournalException;
import io.celltwin.edge.store.RetentionPolicy;
import io.celltwin.edge.store.RocksJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.things.model.ThingId;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A group of changes put on disk by the twin's journal, against the same bytes appended to a bare file and forced to disk:
 * the least that a durable store can cost.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class JournalBenchmark {
    private static final EntityKey KEY = EntityKey.of(ThingId.of("demo:pack-1"));

    /** Changes that share one way to the disk. */
    @Param({"1", "16", "128"})
    private int group;

    private Path directory;
    private RocksJournal journal;
    private FileChannel file;
    private Entity latest;

    @Setup
    public void open() throws IOException, JournalException {
        directory = Files.createTempDirectory("celltwin-journal");
        journal = new RocksJournal(directory.resolve("journal"), new RetentionPolicy(50, 1000));
        journal.open();
        journal.load(entity -> {});
        file = FileChannel.open(directory.resolve("file"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        latest = null;
    }

    @TearDown
    public void close() throws IOException {
        journal.close();
        file.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private JournalEntry next() {
        Optional<Entity> before = Optional.ofNullable(latest);
        long revision = before.map(Entity::revision).orElse(0L) + 1;
        JsonObject value = JsonObject.newBuilder()
                .set("packVoltage", 44.0 + revision % 100 / 100.0)
                .build();
        Change change = new Change(
                KEY,
                revision,
                ChangeAction.MERGED,
                JsonPointer.of("/features/bms/properties"),
                Optional.of(value),
                Instant.now());
        latest = Entity.after(before, change);
        return new JournalEntry(change, before, latest);
    }

    @Benchmark
    public void journal() throws JournalException {
        List<JournalEntry> entries = new ArrayList<>(group);
        for (int i = 0; i < group; i++) {
            entries.add(next());
        }
        journal.append(entries);
    }

    @Benchmark
    public void bareFile() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < group; i++) {
            text.append(next().change().toJson()).append('\n');
        }
        file.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
        file.force(false);
    }
}
