package io.celltwin.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.ChangeAction;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.WALRecoveryMode;

class TwinsSalvageTest {
    /** Snapshots at revisions 1, 6 and 11; of the changes the last eight before a snapshot stay. */
    private static final RetentionPolicy RETENTION = new RetentionPolicy(5, 8);

    private static final int THINGS = 120;
    private static final int CHANGES = 13;
    private static final int BLOCK = 512;
    private static final int DAMAGES_OF_A_FILE = 4;

    @TempDir
    Path root;

    private final Map<EntityKey, List<Entity>> lives = new HashMap<>();
    private final Random random = new Random(12);

    @Test
    void aSoundDirectoryIsKeptAsItIs() throws Exception {
        Path twins = twins();

        TwinsReport sound = new TwinsReport(THINGS, false, List.of());
        assertThat(TwinsSalvage.check(twins)).isEqualTo(sound);
        Path kept = root.resolve("kept");
        assertThat(TwinsSalvage.salvage(twins, kept)).isEqualTo(sound);

        try (RocksJournal journal = opened(kept)) {
            assertThat(load(journal))
                    .hasSize(THINGS)
                    .allSatisfy((key, state) -> assertThat(state).isEqualTo(latest(key)));
            for (EntityKey key : lives.keySet()) {
                assertThat(remade(journal, key)).isEqualTo(latest(key));
                assertThat(journal.changes(key, 1, 100)).hasSizeGreaterThanOrEqualTo(8);
            }
        }
    }

    @Test
    void whateverBlockIsDamagedWhatIsLostIsNamedAndTheRestIsKept() throws Exception {
        Path twins = twins();
        int found = 0;
        for (Path file : files(twins, ".sst")) {
            for (int i = 0; i < DAMAGES_OF_A_FILE; i++) {
                Path damaged = copy(twins, root.resolve("damaged"));
                damage(damaged.resolve(file.getFileName()), (double) i / DAMAGES_OF_A_FILE);

                TwinsReport said = TwinsSalvage.check(damaged);
                Path kept = root.resolve("kept");
                assertThat(TwinsSalvage.salvage(damaged, kept)).isEqualTo(said);
                assertWhatIsNotNamedIsKept(said, kept, file + " at part " + i);
                if (said.damaged()) {
                    found++;
                    assertThatThrownBy(() -> readAll(damaged)).isInstanceOf(JournalException.class);
                }
                delete(damaged);
                delete(kept);
            }
        }
        assertThat(found).as("damages that were noticed").isGreaterThan(DAMAGES_OF_A_FILE);
    }

    @Test
    void oneDamagedBlockOfTheStatesCostsNothingThatTheHistoryHas() throws Exception {
        Path twins = twins();
        Path states = fileOf(twins, "snapshots");
        damage(states, 0.4);

        assertThatThrownBy(() -> opened(twins))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("celltwin salvage");
        assertThat(TwinsSalvage.check(twins)).isEqualTo(new TwinsReport(THINGS, true, List.of()));
    }

    @Test
    void oneDamagedBlockOfChangesCostsNoMoreThanWhatLayInIt() throws Exception {
        Path twins = twins();
        damage(fileOf(twins, "changes"), 0.5);

        assertThatThrownBy(() -> opened(twins))
                .as("things whose newest changes cannot be read are not shown as they were before")
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("celltwin salvage");

        List<String> losses = TwinsSalvage.check(twins).losses();

        assertThat(losses).isNotEmpty().hasSizeLessThan(20);
        assertThat(losses).allSatisfy(loss -> assertThat(loss).contains("thing test:"));
    }

    @Test
    void aDamagedLogOfTheNewestChangesIsNotReadOverInSilence() throws Exception {
        Path twins = root.resolve("twins");
        fill(twins, THINGS, CHANGES);
        damage(files(twins, ".log").get(0), 0.5);

        assertThatThrownBy(() -> opened(twins))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("celltwin salvage");

        Path kept = root.resolve("kept");
        TwinsReport said = TwinsSalvage.salvage(twins, kept);
        assertThat(said.losses().get(0)).contains("log of the newest changes is damaged");
        try (RocksJournal journal = opened(kept)) {
            load(journal).forEach((key, state) -> assertThat(lives.get(key)).contains(state));
        }
    }

    @Test
    void aCopyOfARunningJournalIsSoundAndSharesNoFileWithIt() throws Exception {
        Path twins = twins();
        Path copy = Files.createDirectories(root.resolve("copy"));
        Files.writeString(twins.resolve("connections.json"), "connections");
        Map<EntityKey, Entity> copied = new HashMap<>();
        try (RocksJournal journal = opened(twins)) {
            lives.keySet().forEach(key -> copied.put(key, latest(key)));
            journal.copyTo(copy);
            journal.append(List.of(entry(EntityKey.of(ThingId.of("test:thing-1")), CHANGES + 1)));
        }
        for (Path file : files(twins, ".sst")) {
            damage(file, 0.5);
        }

        assertThat(TwinsSalvage.check(copy)).isEqualTo(new TwinsReport(THINGS, false, List.of()));
        assertThat(copy.resolve("connections.json")).hasContent("connections");
        try (RocksJournal journal = opened(copy)) {
            assertThat(load(journal)).containsExactlyInAnyOrderEntriesOf(copied);
        }
    }

    @Test
    void aDirectoryWithoutTwinsIsNotTakenForASoundOne() {
        assertThatThrownBy(() -> TwinsSalvage.check(root))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("no twins");
    }

    /** Each thing is as it was, or named; and if it is there, it is as it was at some time, with its history up to then. */
    private void assertWhatIsNotNamedIsKept(TwinsReport said, Path kept, String what) throws Exception {
        try (RocksJournal journal = opened(kept)) {
            Map<EntityKey, Entity> states = load(journal);
            for (EntityKey key : lives.keySet()) {
                List<String> named = said.losses().stream()
                        .filter(loss -> loss.contains(key.id() + " "))
                        .toList();
                Entity state = states.get(key);
                if (state == null) {
                    assertThat(named).as(what).anyMatch(loss -> loss.endsWith("is lost"));
                    continue;
                }
                assertThat(lives.get(key)).as(what).contains(state);
                assertThat(remade(journal, key)).as(what).isEqualTo(state);
                if (named.stream().noneMatch(loss -> loss.contains("as it was"))) {
                    assertThat(state).as(what).isEqualTo(latest(key));
                }
                if (named.isEmpty()) {
                    assertThat(journal.changes(key, 1, 100)).as(what).hasSizeGreaterThanOrEqualTo(8);
                }
            }
        }
    }

    private Entity latest(EntityKey key) {
        List<Entity> life = lives.get(key);
        return life.get(life.size() - 1);
    }

    private static Entity remade(RocksJournal journal, EntityKey key) throws JournalException {
        Optional<Entity> state = journal.oldestState(key);
        for (Change change : journal.changes(key, state.map(Entity::revision).orElse(0L) + 1, 100)) {
            state = Optional.of(Entity.after(state, change));
        }
        return state.orElseThrow();
    }

    /** Twins of which all records lie in sorted files, one of each family. */
    private Path twins() throws Exception {
        Path twins = root.resolve("twins");
        fill(twins, THINGS, CHANGES);
        opened(twins).close(); // which writes the log's records into sorted files
        return twins;
    }

    private void fill(Path twins, int things, int changes) throws Exception {
        try (RocksJournal journal = opened(twins)) {
            for (int revision = 1; revision <= changes; revision++) {
                List<JournalEntry> batch = new ArrayList<>();
                for (int i = 0; i < things; i++) {
                    batch.add(entry(EntityKey.of(ThingId.of("test:thing-" + i)), revision));
                }
                journal.append(batch);
            }
        }
    }

    private JournalEntry entry(EntityKey key, long revision) {
        List<Entity> life = lives.computeIfAbsent(key, any -> new ArrayList<>());
        Optional<Entity> before = life.isEmpty() ? Optional.empty() : Optional.of(latest(key));
        byte[] noise = new byte[30];
        random.nextBytes(noise);
        Change change = new Change(
                key,
                revision,
                revision == 1 ? ChangeAction.CREATED : ChangeAction.MODIFIED,
                revision == 1 ? JsonPointer.empty() : JsonPointer.of("/attributes/a" + revision % 3),
                Optional.of(
                        revision == 1
                                ? JsonObject.of("{\"thingId\":\"" + key.id() + "\"}")
                                : JsonValue.of(Base64.getEncoder().encodeToString(noise))),
                Instant.ofEpochSecond(revision));
        Entity after = Entity.after(before, change);
        life.add(after);
        return new JournalEntry(change, before, after);
    }

    private static RocksJournal opened(Path place) throws JournalException {
        RocksJournal journal = new RocksJournal(place, RETENTION);
        try {
            journal.open();
            journal.load(entity -> {});
            return journal;
        } catch (JournalException e) {
            journal.close();
            throw e;
        }
    }

    private void readAll(Path twins) throws JournalException {
        try (RocksJournal journal = opened(twins)) {
            for (EntityKey key : lives.keySet()) {
                journal.oldestState(key);
                journal.changes(key, 0, 100);
            }
        }
    }

    private static Map<EntityKey, Entity> load(RocksJournal journal) throws JournalException {
        Map<EntityKey, Entity> loaded = new HashMap<>();
        journal.load(entity -> loaded.put(entity.key(), entity));
        return loaded;
    }

    private static Path fileOf(Path twins, String family) throws Exception {
        try (RocksFiles files = RocksFiles.openToRead(twins, WALRecoveryMode.TolerateCorruptedTailRecords, true)) {
            return files.database().getLiveFilesMetaData().stream()
                    .filter(file -> new String(file.columnFamilyName(), StandardCharsets.UTF_8).equals(family))
                    .map(file -> twins.resolve(file.fileName().substring(1)))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    /** Overwrites one block, the part of the file before it being given. */
    private static void damage(Path file, double part) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] rubbish = new byte[(int) Math.min(BLOCK, channel.size() / 4)];
            new Random(1).nextBytes(rubbish);
            channel.write(ByteBuffer.wrap(rubbish), (long) ((channel.size() - rubbish.length) * part));
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
