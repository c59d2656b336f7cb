package io.celltwin.lifecycle.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.celltwin.lifecycle.alarm.PastAlarms;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordServer;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.record.TakenAway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is over by its type's rule goes, provably; what is not over, or was tampered with, stays. */
class RetentionByTypeTest {
    private static final Instant NOW = Instant.parse("2026-05-31T12:00:00Z");
    private static final Duration KEPT = Duration.ofDays(30);
    private static final String FILLER = "demo:filler-1";

    @TempDir
    Path directory;

    private RecordServer server;
    private RecordLog log;
    private LogKey key;
    private TakenAway takenAway;

    @BeforeEach
    void start() throws IOException {
        server = RecordServer.start(directory.resolve("documents"));
        key = LogKey.in(directory.resolve("key.pem"));
        log = new RecordLog(
                server.records(), key, directory.resolve("log"), EvidenceJson.mapper(), InstantSource.fixed(NOW));
        takenAway = new TakenAway(server.records());
    }

    @AfterEach
    void stop() throws IOException {
        log.close();
        server.close();
    }

    @Test
    void eachTypeIsKeptForItsTimeAndTheAuditMissesNothing() {
        record(RecordType.STEP, "old-step", NOW.minus(KEPT).minusMillis(1), Map.of());
        record(RecordType.STEP, "step", NOW.minus(KEPT), Map.of());
        record(RecordType.COMMAND, "command", NOW.minus(KEPT.multipliedBy(9)), Map.of());
        record(RecordType.STATE, "state", NOW.minus(KEPT.multipliedBy(9)), Map.of());

        assertThat(retention(Map.of(RecordType.STEP, KEPT)).run()).isEqualTo(1);

        assertThat(ids()).containsExactlyInAnyOrder("step", "command", "state");
        assertThat(findings()).isEmpty();
        assertThat(takenAway.before(RecordType.STEP)).contains(NOW.minus(KEPT));
        assertThat(new TakenAway(server.records()).before(RecordType.STEP))
                .as("after a restart")
                .contains(NOW.minus(KEPT));
        assertThat(takenAway.note(RecordType.STEP, Optional.of(NOW.minus(KEPT))))
                .isEmpty();
        assertThat(takenAway.note(RecordType.STEP, Optional.empty())).isPresent();
        assertThat(retention(Map.of(RecordType.STEP, KEPT)).run()).isZero();
    }

    @Test
    void whatWasMadeOlderIsNotTakenForOverButNamedByTheAudit() {
        record(RecordType.STEP, "a", NOW.minusSeconds(9), Map.of());
        log.catchUp();
        documents().updateOne(Filters.eq("a"), Updates.set("at", Date.from(Instant.EPOCH)));

        assertThat(retention(Map.of(RecordType.STEP, KEPT)).run()).isZero();

        assertThat(ids()).containsExactly("a");
        assertThat(findings()).containsExactly("a");
    }

    @Test
    void anAlarmGoesWholeOnceItIsOverUnlessItIsANegativeEventOfABattery() {
        Instant old = NOW.minus(KEPT).minusSeconds(60);
        raised("over", "high", old);
        cleared("over", old, old.plusSeconds(1));
        raised("over", "high", NOW.minusSeconds(60));
        raised("standing", "high", old);
        raised("critical", "critical", old);
        cleared("critical", old, old.plusSeconds(1));
        raised("lasted", "high", old);
        cleared("lasted", old, NOW);

        assertThat(retention(Map.of(RecordType.ALARM, KEPT)).run()).isEqualTo(2);

        assertThat(ids())
                .containsExactlyInAnyOrder(
                        "over/" + NOW.minusSeconds(60),
                        "standing/" + old,
                        "critical/" + old,
                        "critical/" + old + "/cleared",
                        "lasted/" + old,
                        "lasted/" + old + "/cleared");
        assertThat(findings()).isEmpty();
    }

    @Test
    void whatNothingElseTellsIsKeptForGood() {
        for (String type : List.of("state", "assembly", "disassembly", "lot", "measurement", "passport", "retention")) {
            assertThatThrownBy(() -> RetentionRules.named(Map.of(type, KEPT)))
                    .hasMessageContaining("'" + type + "' are kept for good");
        }
        assertThatThrownBy(() -> RetentionRules.named(Map.of("steps", KEPT))).hasMessageContaining("no record type");
        assertThatThrownBy(() -> RetentionRules.named(Map.of("step", Duration.ofHours(23))))
                .hasMessageContaining("less than a day");
        assertThat(RetentionRules.named(Map.of("step", KEPT, "access", KEPT)).kept())
                .containsOnlyKeys(RecordType.STEP, RecordType.ACCESS);
    }

    private RetentionByType retention(Map<RecordType, Duration> kept) {
        return new RetentionByType(
                new RetentionRules(kept),
                server.records(),
                new PastAlarms(server.records()),
                new RecordRetention(server.records(), log, takenAway),
                takenAway,
                InstantSource.fixed(NOW));
    }

    private List<String> findings() {
        return new RecordAudit(server.records(), log, key)
                .run(NOW).findings().stream()
                        .map(finding -> finding.record().orElseThrow())
                        .toList();
    }

    private List<String> ids() {
        return documents()
                .find(Filters.ne("type", "retention"))
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }

    private MongoCollection<Document> documents() {
        return server.client().getDatabase("test").getCollection("records");
    }

    private void raised(String alarm, String severity, Instant at) {
        record(RecordType.ALARM, alarm + "/" + at, at, Map.of("alarm", alarm, "event", "raised", "severity", severity));
    }

    private void cleared(String alarm, Instant since, Instant at) {
        record(
                RecordType.ALARM,
                alarm + "/" + since + "/cleared",
                at,
                Map.of("alarm", alarm, "event", "cleared", "since", since.toString()));
    }

    private void record(RecordType type, String id, Instant at, Map<String, Object> content) {
        server.records().append(new LifecycleRecord(id, type, FILLER, at, Set.of(), content));
    }
}
