package io.celltwin.lifecycle.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.values.TwinChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.Test;

class StepTrackerTest {
    private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
    private static final String CALENDER = "demo:calender-1";

    private final ThingModel model = ModelCatalog.bundled().get("calender-1.0.0");
    private final String batchPath =
            model.propertiesOfType("cell:CurrentBatch").get(0).twinPath();
    private final ModelProperty measured =
            model.propertiesOfType("cell:ProcessValue").get(0);
    private final Line line = new Line();
    private final StepTracker tracker = new StepTracker(line);

    @Test
    void aStepEndsWhenTheMachineTakesTheNextBatchAndHoldsTheStatisticsOfItsValues() {
        tracker.changed(change(0, batchPath, "demo:batch-1"));
        tracker.changed(change(1, measured.twinPath(), 10.0));
        tracker.changed(change(3, measured.twinPath(), 20.0));
        tracker.changed(change(5, batchPath, "demo:batch-2"));

        assertThat(line.entered).containsExactly("demo:batch-1", "demo:batch-2");
        StepSummary step = line.passed.get(0);
        assertThat(step.batch()).isEqualTo("demo:batch-1");
        assertThat(step.step()).isEqualTo(model.processStep().orElseThrow());
        assertThat(step.startedAt()).isEqualTo(START);
        assertThat(step.until()).isEqualTo(START.plusSeconds(5));
        assertThat(step.interrupted()).isFalse();
        ValueStatistics.Summary value = step.values().get(ValueKey.of(measured));
        assertThat(value.count()).isEqualTo(2);
        assertThat(value.mean()).isEqualTo(15);
    }

    @Test
    void theNextStepStartsFromTheValuesThatHold() {
        tracker.changed(change(0, batchPath, "demo:batch-1"));
        tracker.changed(change(1, measured.twinPath(), 10.0));
        tracker.changed(change(2, batchPath, "demo:batch-2"));
        tracker.changed(change(4, batchPath, ""));

        ValueStatistics.Summary value = line.passed.get(1).values().get(ValueKey.of(measured));
        assertThat(value.mean()).isEqualTo(10);
        assertThat(value.count()).isZero();
    }

    @Test
    void aValueThatIsNotGoodDoesNotCountAsHolding() {
        String quality = "/features/" + measured.feature().orElseThrow() + "/properties/quality";
        tracker.changed(change(0, batchPath, "demo:batch-1"));
        tracker.changed(change(0, measured.twinPath(), 10.0));
        tracker.changed(change(
                2,
                quality,
                JsonObject.newBuilder().set(measured.name(), "time-out").build()));
        tracker.changed(change(50, quality, JsonFactory.nullLiteral()));
        tracker.changed(change(52, batchPath, "demo:batch-2"));
        tracker.changed(change(
                60,
                quality,
                JsonObject.newBuilder().set(measured.name(), "time-out").build()));
        tracker.changed(snapshot(70, measured.twinPath(), 10.0));
        tracker.changed(change(71, batchPath, ""));

        assertThat(line.passed)
                .extracting(step -> step.values().get(ValueKey.of(measured)).weightS())
                .containsExactly(4.0, 9.0);
    }

    @Test
    void nothingIsKnownOfADeviceThatIsNotConnected() {
        String status = "/features/connection/properties/status";
        tracker.changed(change(0, measured.twinPath(), 10.0));
        tracker.changed(change(1, status, "disconnected"));
        tracker.changed(change(2, batchPath, "demo:batch-1"));
        tracker.changed(change(5, status, "connected"));
        tracker.changed(change(8, status, "disconnected"));
        tracker.changed(change(9, batchPath, ""));

        assertThat(line.passed.get(0).values().get(ValueKey.of(measured)).weightS())
                .isEqualTo(3);
    }

    @Test
    void aSnapshotThatTellsTheSameAgainChangesNothing() {
        tracker.changed(change(0, batchPath, "demo:batch-1"));
        tracker.changed(change(1, measured.twinPath(), 10.0));
        tracker.changed(snapshot(2, measured.twinPath(), 10.0));
        tracker.changed(snapshot(3, batchPath, "demo:batch-1"));
        tracker.changed(change(4, batchPath, ""));

        assertThat(line.passed).hasSize(1);
        assertThat(line.passed.get(0).values().get(ValueKey.of(measured)).count())
                .isEqualTo(1);
    }

    @Test
    void aStepThatWasUnderWayWhenTheProcessEndedGoesOnAndSaysSo() {
        tracker.changed(change(0, batchPath, "demo:batch-1"));
        tracker.changed(change(1, measured.twinPath(), 10.0));
        Map<String, MachineState> saved = tracker.underWay();

        Line laterLine = new Line();
        StepTracker later = new StepTracker(laterLine);
        saved.forEach((machine, step) -> later.resume(machine, step, true));
        later.changed(snapshot(10, batchPath, "demo:batch-2"));

        StepSummary step = laterLine.passed.get(0);
        assertThat(step.batch()).isEqualTo("demo:batch-1");
        assertThat(step.startedAt()).isEqualTo(START);
        assertThat(step.interrupted()).isTrue();
        assertThat(step.values().get(ValueKey.of(measured)).count()).isEqualTo(1);
        assertThat(laterLine.entered).containsExactly("demo:batch-2");
    }

    @Test
    void aBatchThatWasInTheMachineBeforeAnybodyLookedIsNotSaidToHaveComeThen() {
        tracker.changed(snapshot(0, batchPath, "demo:batch-1"));
        tracker.changed(change(5, batchPath, "demo:batch-2"));
        tracker.changed(snapshot(9, batchPath, "demo:batch-3"));
        tracker.changed(change(12, batchPath, ""));
        tracker.changed(change(13, batchPath, "demo:batch-4"));

        assertThat(line.entered).containsExactly("demo:batch-1", "demo:batch-2", "demo:batch-3", "demo:batch-4");
        assertThat(line.seenComing).containsExactly("demo:batch-2", "demo:batch-4");
        assertThat(line.passed).extracting(StepSummary::beginningSeen).containsExactly(false, true, false);
    }

    @Test
    void aBatchThatCameWhileTheProcessWasDownWasNotSeenComing() {
        tracker.changed(change(0, batchPath, "demo:batch-1"));
        MachineState saved = tracker.underWay().get(CALENDER);

        Line laterLine = new Line();
        StepTracker later = new StepTracker(laterLine);
        later.resume(CALENDER, saved, true);
        later.changed(change(10, batchPath, "demo:batch-2"));

        assertThat(laterLine.entered).containsExactly("demo:batch-2");
        assertThat(laterLine.seenComing).isEmpty();
    }

    @Test
    void aBatchNameThatIsNoThingOfThePlantIsNotFollowed() {
        tracker.changed(change(0, batchPath, "other:batch-1"));
        tracker.changed(change(1, batchPath, "no thing id /../"));
        tracker.changed(change(2, batchPath, ""));
        assertThat(line.entered).isEmpty();
        assertThat(line.passed).isEmpty();
    }

    @Test
    void anAlarmOfTheMachineIsNotedInTheStep() {
        tracker.changed(change(0, batchPath, "demo:batch-1"));
        tracker.changed(change(
                1,
                "/features/alarms/properties/active/gapTooWide",
                JsonObject.newBuilder().set("severity", "high").build()));
        tracker.changed(change(2, batchPath, ""));
        assertThat(line.passed.get(0).alarms()).containsExactly("gapTooWide");
    }

    @Test
    void aMachineThatIsTakenAwayEndsItsStep() {
        tracker.changed(change(0, batchPath, "demo:batch-1"));
        tracker.changed(
                new TwinChange(CALENDER, Optional.empty(), JsonObject.empty(), 2, START.plusSeconds(9), false, true));
        assertThat(line.passed).hasSize(1);
        assertThat(tracker.underWay()).isEmpty();
    }

    private TwinChange change(int second, String path, Object value) {
        return change(second, path, value, false);
    }

    private TwinChange snapshot(int second, String path, Object value) {
        return change(second, path, value, true);
    }

    private TwinChange change(int second, String path, Object value, boolean snapshot) {
        JsonObject patch = JsonFactory.newObject(JsonPointer.of(path), JsonValue.of(value));
        return new TwinChange(
                CALENDER, Optional.of(model), patch, second + 1, START.plusSeconds(second), snapshot, false);
    }

    /** Notes what it is told. */
    private static final class Line implements StepListener {
        private final List<String> entered = new ArrayList<>();
        private final List<String> seenComing = new ArrayList<>();
        private final List<StepSummary> passed = new ArrayList<>();

        @Override
        public void entered(String machine, String batch, Instant at, boolean beginningSeen) {
            entered.add(batch);
            if (beginningSeen) {
                seenComing.add(batch);
            }
        }

        @Override
        public void passed(StepSummary step) {
            passed.add(step);
        }
    }
}
