package io.celltwin.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.ChangeAction;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;

class RocksJournalTest {
    private static final RetentionPolicy RETENTION = new RetentionPolicy(5, 8);
    private static final EntityKey PUMP = EntityKey.of(ThingId.of("test:pump"));

    @TempDir
    Path directory;

    private final Map<EntityKey, Entity> latest = new HashMap<>();

    @Test
    void nothingIsOpenedBeforeItIsAskedFor() throws Exception {
        Path place = directory.resolve("journal");

        try (RocksJournal journal = new RocksJournal(place, RETENTION)) {
            assertThat(place).doesNotExist();
            assertThatThrownBy(() -> journal.load(entity -> {})).isInstanceOf(JournalException.class);
            assertThatThrownBy(() -> journal.append(List.of())).isInstanceOf(JournalException.class);
        }
    }

    @Test
    void whatWasKeptIsLoadedAndTheLatestChangesAreKnown() throws Exception {
        try (RocksJournal journal = opened(directory)) {
            for (int i = 1; i <= 23; i++) {
                journal.append(List.of(entry(PUMP, "v" + i)));
            }
        }
        try (RocksJournal journal = opened(directory)) {
            assertThat(load(journal)).containsExactlyInAnyOrderEntriesOf(latest);
            assertThat(journal.changes(PUMP, 0, 100))
                    .extracting(Change::revision)
                    .contains(23L)
                    .hasSizeBetween(8, 12)
                    .isSorted();
        }
    }

    @Test
    void theOldestStateAndTheChangesAfterItMakeEveryRevisionThatIsKept() throws Exception {
        Map<Long, Entity> all = new HashMap<>();
        try (RocksJournal journal = opened(directory)) {
            for (int i = 1; i <= 23; i++) {
                journal.append(List.of(entry(PUMP, "v" + i)));
                all.put((long) i, latest.get(PUMP));
                assertThat(remade(journal)).isEqualTo(latest.get(PUMP));
            }
        }
        try (RocksJournal journal = opened(directory)) {
            Entity state = journal.oldestState(PUMP).orElseThrow();
            assertThat(state).isEqualTo(all.get(state.revision()));
            for (Change change : journal.changes(PUMP, state.revision() + 1, 100)) {
                state = Entity.after(Optional.of(state), change);
                assertThat(state).isEqualTo(all.get(state.revision()));
            }
            assertThat(state.revision()).isEqualTo(23);
            journal.append(List.of(entry(PUMP, "more")));
            assertThat(remade(journal)).isEqualTo(latest.get(PUMP));
        }
    }

    private static Entity remade(RocksJournal journal) throws JournalException {
        Optional<Entity> state = journal.oldestState(PUMP);
        for (Change change : journal.changes(PUMP, state.map(Entity::revision).orElse(0L) + 1, 100)) {
            state = Optional.of(Entity.after(state, change));
        }
        return state.orElseThrow();
    }

    @Test
    void aDirectoryOfTheFormerFormatIsTakenOver() throws Exception {
        try (RocksJournal journal = opened(directory)) {
            for (int i = 1; i <= 23; i++) {
                journal.append(List.of(entry(PUMP, "v" + i)));
            }
        }
        makeFormatOne();

        try (RocksJournal journal = opened(directory)) {
            assertThat(load(journal)).containsExactlyInAnyOrderEntriesOf(latest);
            assertThat(remade(journal)).isEqualTo(latest.get(PUMP));
            for (int i = 24; i <= 60; i++) {
                journal.append(List.of(entry(PUMP, "v" + i)));
                assertThat(remade(journal)).isEqualTo(latest.get(PUMP));
            }
        }
        try (RocksJournal journal = opened(directory)) {
            assertThat(load(journal)).containsExactlyInAnyOrderEntriesOf(latest);
        }
    }

    /** As the former version left it: without bases, and named so. */
    private void makeFormatOne() throws Exception {
        byte[] defaults = RocksDB.DEFAULT_COLUMN_FAMILY;
        List<ColumnFamilyHandle> families = new ArrayList<>();
        try (DBOptions options = new DBOptions();
                RocksDB database = RocksDB.open(
                        options,
                        directory.toString(),
                        List.of(
                                new ColumnFamilyDescriptor(defaults),
                                new ColumnFamilyDescriptor("snapshots".getBytes(StandardCharsets.UTF_8)),
                                new ColumnFamilyDescriptor("changes".getBytes(StandardCharsets.UTF_8)),
                                new ColumnFamilyDescriptor("bases".getBytes(StandardCharsets.UTF_8))),
                        families)) {
            database.put("format".getBytes(StandardCharsets.UTF_8), "1".getBytes(StandardCharsets.UTF_8));
            byte[] pump = ("t" + PUMP.id()).getBytes(StandardCharsets.UTF_8);
            Entity snapshot = Entity.fromBytes(PUMP, database.get(families.get(1), pump));
            String former = "{\"revision\":%d,\"created\":\"%s\",\"modified\":\"%s\",\"deleted\":false,\"json\":%s}"
                    .formatted(snapshot.revision(), snapshot.created(), snapshot.modified(), snapshot.json());
            database.put(families.get(1), pump, former.getBytes(StandardCharsets.UTF_8));
            database.dropColumnFamily(families.get(3));
            families.forEach(ColumnFamilyHandle::close);
        }
    }

    @Test
    void changesThatAreTooOldAreForgottenAndTheStateStays() throws Exception {
        RetentionPolicy aDay = new RetentionPolicy(5, 1_000, Optional.of(Duration.ofDays(1)));
        try (RocksJournal journal = new RocksJournal(directory, aDay)) {
            journal.open();
            for (int i = 1; i <= 23; i++) {
                journal.append(List.of(entry(PUMP, "v" + i)));
            }
            for (int i = 0; i < 10; i++) {
                journal.forgetOld();
            }

            assertThat(journal.changes(PUMP, 0, 100)).hasSizeLessThan(5);
            assertThat(remade(journal)).isEqualTo(latest.get(PUMP));
            journal.append(List.of(entry(PUMP, "more")));
            assertThat(remade(journal)).isEqualTo(latest.get(PUMP));
            assertThat(load(journal)).containsExactlyInAnyOrderEntriesOf(latest);
        }
    }

    @Test
    void aDirectoryIsUsedByOneJournalOnly() throws Exception {
        try (RocksJournal first = opened(directory);
                RocksJournal second = new RocksJournal(directory, RETENTION)) {
            assertThatThrownBy(second::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining(directory.toString());
            first.append(List.of(entry(PUMP, "a")));
        }
    }

    @Test
    void aDirectoryThatIsAFileIsRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "x");

        try (RocksJournal journal = new RocksJournal(file, RETENTION)) {
            assertThatThrownBy(journal::open)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void aFullDiskIsSurvivedWithoutARestartAndNothingThatFailedIsKept() throws Exception {
        try (SmallFileSystem disk = SmallFileSystem.mount(directory, 16)) {
            RocksJournal journal = opened(disk.root().resolve("journal"));
            for (int i = 0; i < 12; i++) {
                journal.append(List.of(entry(PUMP, "before" + i)));
            }
            Map<EntityKey, Entity> acknowledged = new HashMap<>(latest);

            disk.fill();
            int failures = 0;
            for (int i = 0; i < 20; i++) {
                List<JournalEntry> batch = new ArrayList<>();
                batch.add(entry(PUMP, "x".repeat(200_000)));
                batch.add(entry(EntityKey.of(ThingId.of("test:new" + i)), "x".repeat(100_000)));
                try {
                    journal.append(batch);
                    acknowledged.putAll(latest);
                } catch (JournalException e) {
                    failures++;
                    latest.clear();
                    latest.putAll(acknowledged);
                }
            }
            assertThat(failures).isPositive();

            disk.makeRoom();
            journal.recover();
            journal.append(List.of(entry(PUMP, "after")));
            journal.close();

            try (RocksJournal again = opened(disk.root().resolve("journal"))) {
                assertThat(load(again)).containsExactlyInAnyOrderEntriesOf(latest);
            }
        }
    }

    private static RocksJournal opened(Path place) throws JournalException {
        RocksJournal journal = new RocksJournal(place, RETENTION);
        journal.open();
        journal.load(entity -> {});
        return journal;
    }

    private static Map<EntityKey, Entity> load(RocksJournal journal) throws JournalException {
        Map<EntityKey, Entity> loaded = new HashMap<>();
        journal.load(entity -> loaded.put(entity.key(), entity));
        return loaded;
    }

    private JournalEntry entry(EntityKey key, String value) {
        Optional<Entity> before = Optional.ofNullable(latest.get(key));
        long revision = before.map(Entity::revision).orElse(0L) + 1;
        Change change = new Change(
                key,
                revision,
                before.isEmpty() ? ChangeAction.CREATED : ChangeAction.MODIFIED,
                before.isEmpty() ? JsonPointer.empty() : JsonPointer.of("/attributes/a"),
                Optional.of(
                        before.isEmpty()
                                ? org.eclipse.ditto.json.JsonObject.of("{\"thingId\":\"" + key.id() + "\"}")
                                : JsonValue.of(value)),
                Instant.ofEpochSecond(revision));
        Entity after = Entity.after(before, change);
        latest.put(key, after);
        return new JournalEntry(change, before, after);
    }
}
