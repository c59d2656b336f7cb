package io.celltwin.lifecycle.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.celltwin.lifecycle.LifecycleSettings;
import io.celltwin.lifecycle.evidence.AuditReport.Finding;
import io.celltwin.lifecycle.evidence.AuditReport.Kind;
import io.celltwin.lifecycle.merkle.Hash;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordLeaf;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordStores;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.record.TakenAway;
import io.celltwin.mongodb.EmbeddedMongo;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log beside a real database: the embedded server, or the one that {@code -Dcelltwin.mongodb} names by its {@code
 * mongodb://} URL.
 */
class RecordLogTest {
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    static Path documents;

    @TempDir
    Path directory;

    private static Optional<EmbeddedMongo> embedded;
    private static MongoClient client;

    private final String database = "log-" + UUID.randomUUID();
    private LogKey key;
    private RecordStore records;
    private RecordLog log;

    @BeforeAll
    static void startServer() throws IOException {
        String url = System.getProperty("celltwin.mongodb");
        embedded = url == null ? Optional.of(EmbeddedMongo.start(documents, 0)) : Optional.empty();
        client = MongoClients.create(
                embedded.map(EmbeddedMongo::connectionString).orElse(url));
    }

    @AfterAll
    static void stopServer() {
        client.close();
        embedded.ifPresent(EmbeddedMongo::close);
    }

    @BeforeEach
    void open() throws IOException {
        key = LogKey.in(directory.resolve("key.pem"));
        records = store();
        log = log("log");
        records.prepare(log.size());
    }

    @AfterEach
    void drop() throws IOException {
        log.close();
        client.getDatabase(database).drop();
    }

    @Test
    void everyRecordIsProvedToWhoeverHasTheKey() throws BrokenProof {
        append(0, 20);
        log.sign();
        for (int i = 0; i < 20; i++) {
            InclusionProof proof = log.prove("r" + i);
            assertThat(proof.leafIndex()).isEqualTo(i);
            proof.check(key.publicKey());
        }
        assertThatThrownBy(() -> log.prove("r20")).isInstanceOf(UnknownRecord.class);
    }

    @Test
    void aRecordThatNoHeadHasYetGetsOne() throws BrokenProof {
        append(0, 3);
        log.sign();
        append(3, 4);
        InclusionProof proof = log.prove("r3");
        assertThat(proof.head().treeSize()).isEqualTo(4);
        proof.check(key.publicKey());
    }

    @Test
    void everyHeadIsProvedToGoOnFromThoseBefore() throws BrokenProof {
        for (int i = 0; i < 12; i++) {
            append(i, i + 1);
            log.sign();
        }
        for (SignedTreeHead head : log.heads()) {
            log.proveConsistency(head.treeSize()).check(head, key.publicKey());
        }
        SignedTreeHead forged = SignedTreeHead.sign(5, START, Hash.ofEmptyTree(), key);
        assertThatThrownBy(() -> log.proveConsistency(5).check(forged, key.publicKey()))
                .isInstanceOf(BrokenProof.class);
    }

    @Test
    void aHeadThatSomebodyElseSignedIsNone() throws IOException {
        LogKey other = LogKey.in(directory.resolve("other.pem"));
        append(0, 1);
        SignedTreeHead head = log.sign();
        assertThat(head.isSignedBy(key.publicKey())).isTrue();
        assertThat(head.isSignedBy(other.publicKey())).isFalse();
        assertThat(new SignedTreeHead(2, head.timestamp(), head.rootHash(), head.keyId(), head.signature())
                        .isSignedBy(key.publicKey()))
                .isFalse();
    }

    @Test
    void whatIsAsItWasWrittenIsFoundSo() {
        append(0, 250);
        log.sign();
        append(250, 260);
        AuditReport report = audit();
        assertThat(report.size()).isEqualTo(260);
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void textAndNumbersThatTheDatabaseKeepsOtherwiseAreNoChange() {
        records.append(new LifecycleRecord(
                "odd",
                RecordType.STEP,
                "demo:batch-1",
                Instant.parse("2026-05-01T12:00:00.123456789Z"),
                Set.of("demo:b", "demo:a"),
                Map.of(
                        "lone",
                        "\ud800",
                        "nul",
                        "a\u0000b",
                        "none",
                        Double.NaN,
                        "zero",
                        -0.0,
                        "long",
                        Long.MAX_VALUE,
                        "nested",
                        List.of(Map.of("x", 1, "a", 0.1)))));
        assertThat(audit().findings()).isEmpty();
        assertThat(log.prove("odd").record()).containsEntry("at", "2026-05-01T12:00:00.123Z");
    }

    @Test
    void aChangedRecordIsNamed() {
        append(0, 8);
        log.sign();
        documents().updateOne(Filters.eq("r3"), Updates.set("content.step", "calendering"));
        documents().updateOne(Filters.eq("r4"), Updates.set("at", Date.from(START.minusSeconds(1))));
        documents().updateOne(Filters.eq("r5"), Updates.set("thing", "demo:batch-9"));
        documents().updateOne(Filters.eq("r6"), Updates.set("related", List.of()));
        documents().updateOne(Filters.eq("r7"), Updates.set("type", "nonsense"));
        assertThat(named(Kind.CHANGED)).containsExactly("r3", "r4", "r5", "r6", "r7");
        assertThatThrownBy(() -> log.prove("r3")).isInstanceOf(RecordLogException.class);
    }

    @Test
    void aRecordThatWasChangedWithItsHashIsNamedToo() {
        append(0, 4);
        log.sign();
        Document changed = documents().find(Filters.eq("r2")).first();
        changed.get("content", Document.class).append("step", "calendering");
        LifecycleRecord forged = new LifecycleRecord(
                "r2",
                RecordType.STEP,
                "demo:batch-2",
                START.plusSeconds(2),
                Set.of("demo:coater-1"),
                Map.of("step", "calendering"));
        changed.append("leaf", new Binary(RecordLeaf.of(forged).bytes()));
        documents().replaceOne(Filters.eq("r2"), changed);
        assertThat(named(Kind.CHANGED)).containsExactly("r2");
    }

    @Test
    void aRecordThatWasChangedBeforeItWasInTheLogIsNamedToo() {
        append(0, 2);
        documents().updateOne(Filters.eq("r1"), Updates.set("content.step", "calendering"));
        assertThat(named(Kind.CHANGED)).containsExactly("r1");
    }

    @Test
    void aDeletedRecordIsNamed() {
        append(0, 6);
        log.sign();
        documents().deleteOne(Filters.eq("r2"));
        documents().deleteOne(Filters.eq("r5"));
        assertThat(named(Kind.DELETED)).containsExactly("r2", "r5");
    }

    @Test
    void whatWasInsertedIsNamedWhereverItClaimsToStand() {
        append(0, 3);
        log.sign();
        documents().insertOne(inserted("no-position"));
        documents().insertOne(inserted("far-position").append("position", 77L));
        Document copy = documents().find(Filters.eq("r1")).first();
        documents().insertOne(new Document(copy).append("_id", "copy").append("position", 3L));
        assertThat(named(Kind.INSERTED)).containsExactlyInAnyOrder("no-position", "far-position", "copy");

        append(3, 4);
        assertThat(named(Kind.INSERTED)).containsExactlyInAnyOrder("no-position", "far-position", "copy");
        assertThat(log.prove("r3").leafIndex()).isEqualTo(4);
    }

    @Test
    void aRecordInThePlaceOfAnotherIsNamed() {
        append(0, 3);
        log.sign();
        documents().deleteOne(Filters.eq("r1"));
        documents().insertOne(inserted("other").append("position", 1L));
        assertThat(audit().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.record()).contains("r1"))
                .satisfies(finding -> assertThat(finding.explanation()).contains("other"));
    }

    @Test
    void whatIsPutAmongTheRecordsIsNotTakenOverByTheNextStart() throws IOException {
        append(0, 2);
        log.sign();
        documents().insertOne(inserted("put-in"));
        reopen();
        assertThat(named(Kind.INSERTED)).containsExactly("put-in");
    }

    @Test
    void filesOfTheLogThatWereChangedAreFoundByTheHeads() throws IOException {
        append(0, 9);
        log.sign();
        log.close();
        flip(directory.resolve("log/level-0"), 4 * Hash.BYTES);
        log = log("log");
        assertThat(audit().findings()).extracting(Finding::kind).containsExactlyInAnyOrder(Kind.CHANGED, Kind.LOG);
    }

    @Test
    void nothingIsSignedThatDoesNotGoOnFromTheNewestHead() throws IOException {
        append(0, 9);
        log.sign();
        log.close();
        try (Stream<Path> files = Files.list(directory.resolve("log"))) {
            for (Path file : files.filter(file -> !file.endsWith("heads.jsonl")).toList()) {
                Files.delete(file);
            }
        }
        documents().deleteOne(Filters.eq("r8"));
        client.getDatabase(database).getCollection("record_sequence").drop();
        log = log("log");
        assertThatThrownBy(log::sign).isInstanceOf(RecordLogException.class).hasMessageContaining("9 records");
    }

    @Test
    void whatWasTakenAwayOnPurposeIsNotMissed() throws IOException {
        append(0, 10);
        log.sign();
        int removed = new RecordRetention(records, log, new TakenAway(records))
                .remove(List.of("r2", "r3", "r7", "never"), "kept for a year", START.plusSeconds(99));
        assertThat(removed).isEqualTo(3);
        assertThat(documents().countDocuments()).isEqualTo(8);
        assertThat(audit().findings()).isEmpty();

        documents().deleteOne(Filters.eq("r5"));
        assertThat(named(Kind.DELETED)).containsExactly("r5");
    }

    @Test
    void whoeverForgesTheRecordOfARetentionHidesNothing() {
        append(0, 4);
        log.sign();
        documents()
                .insertOne(new Document("_id", "forged")
                        .append("type", "retention")
                        .append("thing", "celltwin:records")
                        .append("at", Date.from(START))
                        .append("related", List.of())
                        .append(
                                "content",
                                new Document(
                                        "removed",
                                        List.of(new Document("position", 1L)
                                                .append("record", "r1")
                                                .append(
                                                        "leaf",
                                                        log.entry(1).leaf().hex()))))
                        .append("position", 4L));
        documents().deleteOne(Filters.eq("r1"));
        assertThat(audit().findings())
                .extracting(finding -> finding.record().orElseThrow())
                .containsExactlyInAnyOrder("forged", "r1");
    }

    @Test
    void aLogThatIsLostIsMadeAnewAndLeadsToTheSameHeads() throws IOException {
        append(0, 30);
        new RecordRetention(records, log, new TakenAway(records))
                .remove(List.of("r4", "r29"), "kept for a year", START.plusSeconds(99));
        append(30, 33);
        SignedTreeHead head = log.sign();
        try (RecordLog other = log("other-replica")) {
            assertThat(other.sign().rootHash()).isEqualTo(head.rootHash());
        }
    }

    /** The process ends between any two writes; the files are cut where that may leave them. */
    @Test
    void throughKillsEachRecordIsOneLeafInTheOrderInWhichTheyWereWritten() throws IOException {
        Random random = new Random(14);
        int written = 0;
        for (int round = 0; round < 15; round++) {
            int more = random.nextInt(9);
            append(written, written + more);
            append(Math.max(0, written - 2), written); // told again after a kill
            written += more;
            log.catchUp();
            log.close();
            try (Stream<Path> files = Files.list(directory.resolve("log"))) {
                for (Path file : files.filter(file -> !file.endsWith("heads.jsonl"))
                        .sorted()
                        .toList()) {
                    long size = Files.size(file);
                    cut(file, size - random.nextLong(Math.min(size, 70) + 1));
                }
            }
            reopen();
        }
        log.catchUp();
        assertThat(log.size()).isEqualTo(written);
        for (int i = 0; i < written; i++) {
            assertThat(log.entry(i).record()).isEqualTo("r" + i);
        }
        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void severalReplicasGiveEachRecordAPositionOfItsOwn() {
        List<RecordStore> replicas =
                IntStream.range(0, 4).mapToObj(i -> store()).toList();
        replicas.forEach(replica -> replica.prepare(0));
        IntStream.range(0, 120)
                .parallel()
                .forEach(i -> replicas.get(i % replicas.size()).append(record(i / 2)));
        log.catchUp();
        assertThat(log.size()).isEqualTo(60);
        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void recordsOfAVersionWithoutALogGetTheirPlacesByTheirTimes() throws IOException {
        client.getDatabase(database).drop();
        for (int i : new int[] {4, 0, 3, 1, 2}) {
            documents().insertOne(inserted("r" + i).append("at", Date.from(START.plusSeconds(i))));
        }
        reopen();
        append(5, 7);
        log.catchUp();
        assertThat(log.size()).isEqualTo(7);
        for (int i = 0; i < 7; i++) {
            assertThat(log.entry(i).record()).isEqualTo("r" + i);
        }
        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void theKeyIsItsOwnersAlone() throws IOException {
        assertThat(Files.getPosixFilePermissions(directory.resolve("key.pem")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        Files.writeString(directory.resolve("bad.pem"), key.publicPem());
        assertThatThrownBy(() -> LogKey.in(directory.resolve("bad.pem")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad.pem")
                .hasMessageContaining("must hold an Ed25519 private key");
    }

    private void reopen() throws IOException {
        log.close();
        records = store();
        log = log("log");
        records.prepare(log.size());
    }

    private RecordStore store() {
        return new RecordStore(
                client, LifecycleSettings.withDatabase(database), key.recordSeal(), RecordStores.NO_SECRETS);
    }

    private RecordLog log(String name) throws IOException {
        return new RecordLog(
                records,
                key,
                directory.resolve(name),
                EvidenceJson.mapper(),
                InstantSource.fixed(START.plusSeconds(999)));
    }

    private AuditReport audit() {
        return new RecordAudit(records, log, key).run(START);
    }

    private List<String> named(Kind kind) {
        return audit().findings().stream()
                .filter(finding -> finding.kind() == kind)
                .map(finding -> finding.record().orElseThrow())
                .toList();
    }

    private void append(int from, int to) {
        IntStream.range(from, to).mapToObj(RecordLogTest::record).forEach(records::append);
    }

    private MongoCollection<Document> documents() {
        return client.getDatabase(database).getCollection("records");
    }

    private static LifecycleRecord record(int i) {
        return new LifecycleRecord(
                "r" + i,
                RecordType.STEP,
                "demo:batch-" + i,
                START.plusSeconds(i),
                Set.of("demo:coater-1"),
                Map.of("step", "coating", "mean", 1.0 / (i + 1)));
    }

    private static Document inserted(String id) {
        return new Document("_id", id)
                .append("type", "step")
                .append("thing", "demo:batch-1")
                .append("at", Date.from(START))
                .append("related", List.of())
                .append("content", new Document("step", "coating"));
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static void flip(Path file, int offset) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[offset] ^= 1;
        Files.write(file, bytes);
    }
}
