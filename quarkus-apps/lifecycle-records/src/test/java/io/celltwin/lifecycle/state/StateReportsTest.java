package io.celltwin.lifecycle.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordServer;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.trace.Trace;
import io.celltwin.lifecycle.trace.Traces;
import io.celltwin.lifecycle.twin.KnownTwins;
import io.celltwin.lifecycle.twin.Twins;
import io.celltwin.model.ModelCatalog;
import io.celltwin.policy.RoleSubjects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person or a plant system may say of the states of a life, and what the line tells of them. */
class StateReportsTest {
    private static final Instant MADE = Instant.parse("2026-05-01T12:00:00Z");
    private static final String PACK = "demo:pack-1";
    private static final String BATCH = "demo:batch-1";
    private static final String COATER = "demo:coater-1";

    @TempDir
    Path directory;

    private final KnownTwins twins = new KnownTwins();
    private RecordServer server;
    private RecordStore records;
    private StateBook states;
    private StateReports reports;
    private Twins access;

    @BeforeEach
    void start() throws IOException {
        server = RecordServer.start(directory);
        records = server.records();
        access = new Twins(twins, ModelCatalog.bundled(), "http://127.0.0.1/models", RoleSubjects.defaults());
        states = new StateBook(records, access);
        reports = new StateReports(states, records, access);
        twins.add(PACK, "battery-pack-1.0.0", MADE);
        twins.add(BATCH, "cell-batch-1.0.0", MADE);
        twins.add(COATER, "electrode-coater-1.0.0", MADE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aStateBeforeThePresentOneInTimeIsRefused() {
        say(PACK, "made", 1);
        say(PACK, "packed", 10);
        assertThatThrownBy(() -> say(PACK, "in service", 9))
                .isInstanceOf(StateConflict.class)
                .hasMessageContaining("'packed' since 2026-05-01T12:00:10Z");
        say(PACK, "in service", 10);
        assertThatThrownBy(() -> say(PACK, "packed", 20)).isInstanceOf(StateConflict.class);
        assertThat(states.history(PACK).state()).contains(LifecycleState.IN_SERVICE);
    }

    @Test
    void nothingHappensBeforeTheThingWasMade() {
        assertThatThrownBy(() -> say(PACK, "recycled", -1))
                .isInstanceOf(StateConflict.class)
                .hasMessageContaining("say first when it became 'made'");
        say(PACK, "made", -1_000);
        assertThatThrownBy(() -> say(PACK, "recycled", -1_001)).isInstanceOf(StateConflict.class);
        say(PACK, "recycled", -1);
    }

    @Test
    void theDayOfManufactureOnThePlateCountsWhereNothingElseIsKnown() {
        twins.add("demo:pack-2", "battery-pack-1.0.0", MADE, Map.of("manufacturedOn", "2024-03-01"));
        assertThatThrownBy(() -> reports.take(said("demo:pack-2", "in service", "2024-02-28T00:00:00Z")))
                .isInstanceOf(StateConflict.class);
        reports.take(said("demo:pack-2", "in service", "2024-03-01T00:00:00Z"));
    }

    @Test
    void aBatchHasNoStateBeforeItsFirstStep() {
        records.append(new LifecycleRecord(
                "step",
                RecordType.STEP,
                BATCH,
                MADE.plusSeconds(60),
                Set.of(COATER),
                Map.of("step", "coating", "startedAt", MADE.plusSeconds(30).toString())));
        assertThatThrownBy(() -> say(BATCH, "made", 20)).isInstanceOf(StateConflict.class);
        say(BATCH, "made", 30);
    }

    @Test
    void whatIsScrappedMayBeRecycledAndNothingElse() {
        say(BATCH, "scrapped", 10);
        assertThatThrownBy(() -> say(BATCH, "in service", 20)).isInstanceOf(StateConflict.class);
        assertThatThrownBy(() -> build(PACK, 20, BATCH))
                .isInstanceOf(StateConflict.class)
                .hasMessageContaining("'scrapped'");
        say(BATCH, "recycled", 20);
    }

    @Test
    void whatIsBuiltInMustBeABatchThatThereIsAndThatWasMade() {
        assertThatThrownBy(() -> build(PACK, 10, "demo:batch-99"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("There is no batch demo:batch-99");
        assertThatThrownBy(() -> build(PACK, 10, COATER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no cell batch");
        assertThatThrownBy(() -> build(BATCH, 10, BATCH)).isInstanceOf(IllegalArgumentException.class);
        say(BATCH, "made", 20);
        assertThatThrownBy(() -> build(PACK, 10, BATCH)).isInstanceOf(StateConflict.class);
        build(PACK, 30, BATCH);
        assertThat(states.history(PACK).batches()).containsExactly(BATCH);
    }

    @Test
    void onlyBatchesAndBatteriesHaveALife() {
        assertThatThrownBy(() -> say(COATER, "in service", 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Electrode coater");
        assertThatThrownBy(() -> say("demo:nothing", "made", 10)).isInstanceOf(UnknownThing.class);
    }

    @Test
    void whatTheLineTellsByAClockThatIsBehindIsKeptWithAMark() {
        states.observed(StateChange.inMachine(BATCH, LifecycleState.MADE, at(50), COATER, true));
        states.observed(StateChange.inMachine(BATCH, LifecycleState.FORMED, at(40), "demo:cabinet-1", true));

        StateHistory history = states.history(BATCH);
        assertThat(history.state()).contains(LifecycleState.FORMED);
        assertThat(history.records().get(0).content()).containsEntry(StateBook.OUT_OF_ORDER, true);
        assertThat(history.records().get(1).content()).doesNotContainKey(StateBook.OUT_OF_ORDER);
    }

    @Test
    void theRecordOfABatchNamesTheMachineThatMadeItAndWhetherThatWasSeen() {
        states.observed(StateChange.inMachine(BATCH, LifecycleState.MADE, at(50), COATER, false));
        LifecycleRecord made = states.history(BATCH).records().get(0);
        assertThat(made.content()).containsEntry("machine", COATER).containsEntry("beginningSeen", false);
        assertThat(made.related()).containsExactly(COATER);
    }

    @Test
    void theStatesOfOneMomentStandInTheirOrder() {
        for (String state : new String[] {"made", "formed", "graded", "packed"}) {
            say(BATCH, state, 10);
        }
        assertThat(states.history(BATCH).records())
                .extracting(record -> record.content().get("state"))
                .containsExactly("packed", "graded", "formed", "made");
    }

    @Test
    void sayingTheSameAgainChangesNothing() {
        LifecycleRecord first = build(PACK, 10, BATCH);
        assertThat(build(PACK, 10, BATCH)).isEqualTo(first);
        assertThat(states.history(PACK).records()).hasSize(1);
    }

    @Test
    void thereIsNoTraceOfAThingThatThereIsNot() {
        build(PACK, 10, BATCH);
        Trace trace = Traces.of(records, states, access).trace(BATCH);
        assertThat(trace.complete()).isTrue();
        assertThat(Traces.of(records, states, access).trace(PACK).batches())
                .extracting(Trace.BatchTrace::thing)
                .containsExactly(BATCH);
        assertThat(Traces.of(records, states, access).trace(COATER).batches()).isEmpty();
        assertThatThrownBy(() -> Traces.of(records, states, access).trace("demo:pack-99"))
                .isInstanceOf(UnknownThing.class);
    }

    private LifecycleRecord say(String thing, String state, long second) {
        return reports.take(StateChange.said(thing, LifecycleState.of(state), at(second), "jo", Set.of()));
    }

    private LifecycleRecord build(String pack, long second, String batch) {
        return reports.take(StateChange.said(pack, LifecycleState.PACKED, at(second), "jo", Set.of(batch)));
    }

    private static StateChange said(String thing, String state, String at) {
        return StateChange.said(thing, LifecycleState.of(state), Instant.parse(at), "jo", Set.of());
    }

    private static Instant at(long second) {
        return MADE.plusSeconds(second);
    }
}
