package io.celltwin.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.ditto.json.JsonObject;

import io.celltwin.twin.TwinChange;

/** Follows one machine: learns its healthy condition once, then judges it; says what to write into its twin. */
final class MachineMonitor {

    /**
     * How it is done.
     *
     * @param learningRows rows from which a model is learnt
     * @param window rows among which those above the limit are counted
     * @param anomalous how many of them are an anomaly
     * @param samplingInterval least time between two rows
     * @param publishingInterval least time between two patches
     */
    record Settings(int learningRows, int window, int anomalous, Duration samplingInterval,
            Duration publishingInterval) {}

    /** A score is worth telling when it changed by more than this part of the told one. */
    private static final double WORTH_TELLING = 0.05;

    private final String thingId;
    private final MachineModel model;
    private final Settings settings;
    private final ModelStore store;
    private final RowSampler sampler;
    private final ConditionSwitch condition;
    private List<double[]> learnt = new ArrayList<>();
    private volatile Optional<ConditionJudge> judge;
    private boolean learningTold;
    private double toldScore = Double.NaN;
    private Instant toldAt = Instant.MIN;

    /**
     * @param first the machine's first snapshot
     */
    MachineMonitor(TwinChange first, MachineModel model, Settings settings, ModelStore store) {
        this.thingId = first.thingId();
        this.model = model;
        this.settings = settings;
        this.store = store;
        this.sampler = new RowSampler(model, settings.samplingInterval());
        this.condition = new ConditionSwitch(settings.anomalous(), settings.window(),
                MaintenanceFeature.hasAlarm(first.patch()));
        // A model of other indicators was learnt of a machine that was described differently.
        this.judge = store.read(thingId)
                .filter(known -> known.variables().equals(model.variables()))
                .map(ConditionJudge::new);
    }

    /** The model by which the machine is read. */
    MachineModel model() {
        return model;
    }

    boolean learning() {
        return judge.isEmpty();
    }

    boolean anomalous() {
        return condition.anomalous();
    }

    /**
     * Takes the machine's next change.
     *
     * @return thing-shaped merge patches to write, in this order
     */
    List<JsonObject> next(TwinChange change) {
        var row = sampler.next(change);
        if (!sampler.running()) {
            // When the machine runs again, its smoothed values begin anew.
            judge = judge.map(ConditionJudge::model).map(ConditionJudge::new);
        }
        if (row.isEmpty()) {
            return List.of();
        }
        return judge.isPresent() ? judge(row.get(), change.timestamp()) : learn(row.get(), change.timestamp());
    }

    private List<JsonObject> learn(double[] row, Instant time) {
        learnt.add(row);
        if (learnt.size() >= Math.max(settings.learningRows(), HealthyModelFit.leastRows(row.length))) {
            var rows = learnt;
            // Whatever happens below, the rows are used up: if the model cannot be kept, it is learnt again.
            learnt = new ArrayList<>();
            var fitted = HealthyModelFit.fit(model.variables(), rows, model.leastDeviations());
            store.write(thingId, fitted);
            judge = Optional.of(new ConditionJudge(fitted));
        }
        if (learningTold) {
            return List.of();
        }
        learningTold = true;
        return List.of(MaintenanceFeature.learning(time));
    }

    private List<JsonObject> judge(double[] row, Instant time) {
        var judgement = judge.orElseThrow().judge(row);
        var before = condition.anomalous();
        var now = condition.next(judgement.score());
        var patches = new ArrayList<JsonObject>();
        if (now != before || worthTelling(judgement.score(), time)) {
            toldScore = judgement.score();
            toldAt = time;
            patches.add(MaintenanceFeature.judged(judgement, now, model.indicators(), time));
        }
        if (now && !before) {
            patches.add(MaintenanceFeature.alarm(judgement, model.indicators(), time));
        } else if (!now && before) {
            patches.add(MaintenanceFeature.alarmCleared());
        }
        return patches;
    }

    private boolean worthTelling(double score, Instant time) {
        if (toldAt == Instant.MIN) {
            return true;
        }
        return !time.isBefore(toldAt.plus(settings.publishingInterval()))
                && Math.abs(score - toldScore) > WORTH_TELLING * toldScore;
    }
}
