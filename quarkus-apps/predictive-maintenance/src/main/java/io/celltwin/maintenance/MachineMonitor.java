package io.celltwin.maintenance;

import io.celltwin.twin.values.TwinChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.ditto.json.JsonObject;

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
    record Settings(
            int learningRows, int window, int anomalous, Duration samplingInterval, Duration publishingInterval) {}

    /** A score is worth telling when it changed by more than this part of the told one. */
    private static final double WORTH_TELLING = 0.05;

    private final MachineModel model;
    private final Settings settings;
    private final RowSampler sampler;
    private final ConditionSwitch condition;
    private List<double[]> learnt = new ArrayList<>();
    private volatile Optional<ConditionJudge> judge;
    private boolean learningTold;
    private double toldScore = Double.NaN;
    private Instant toldAt = Instant.MIN;

    /**
     * @param first the machine's first snapshot, which holds the model learnt before
     */
    MachineMonitor(TwinChange first, MachineModel model, Settings settings) {
        this(
                model,
                settings,
                new RowSampler(model, settings.samplingInterval()),
                new ConditionSwitch(
                        settings.anomalous(), settings.window(), MaintenanceFeature.hasAlarm(first.patch())));
        // A model of other indicators was learnt of a machine that was described differently.
        this.judge = StoredModel.read(first.thingId(), first.patch())
                .filter(known -> known.variables().equals(model.variables()))
                .map(ConditionJudge::new);
    }

    private MachineMonitor(MachineModel model, Settings settings, RowSampler sampler, ConditionSwitch condition) {
        this.model = model;
        this.settings = settings;
        this.sampler = sampler;
        this.condition = condition;
        this.judge = Optional.empty();
    }

    /** Goes on with a machine that another replica followed. */
    static MachineMonitor of(MonitorState state, MachineModel model, Settings settings) {
        MachineMonitor monitor = new MachineMonitor(
                model,
                settings,
                RowSampler.of(state.sampler(), model, settings.samplingInterval()),
                ConditionSwitch.of(state.condition(), settings.anomalous(), settings.window()));
        // What was learnt of other indicators says nothing about these.
        monitor.judge = state.healthyModel()
                .filter(healthy -> healthy.variables().equals(model.variables()))
                .map(healthy -> new ConditionJudge(healthy, state.smoothed().orElseThrow()));
        int width = model.variables().size();
        if (state.learnt().stream().allMatch(row -> row.length == width)) {
            monitor.learnt.addAll(state.learnt());
        }
        monitor.learningTold = state.learningTold();
        monitor.toldScore = state.toldScore().orElse(Double.NaN);
        monitor.toldAt = state.toldAt().orElse(Instant.MIN);
        return monitor;
    }

    /** Everything that a replica needs to go on with the machine. */
    MonitorState state() {
        boolean told = !toldAt.equals(Instant.MIN);
        return new MonitorState(
                sampler.state(),
                condition.state(),
                learnt,
                learningTold,
                judge.map(ConditionJudge::model),
                judge.map(ConditionJudge::smoothed),
                told ? OptionalDouble.of(toldScore) : OptionalDouble.empty(),
                Optional.of(toldAt).filter(time -> told));
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
        if (!change.snapshot() && StoredModel.removedBy(change.patch())) {
            learnAnew();
        }
        Optional<double[]> row = sampler.next(change);
        if (!sampler.running()) {
            // When the machine runs again, its smoothed values begin anew.
            judge = judge.map(ConditionJudge::model).map(ConditionJudge::new);
        }
        if (row.isEmpty()) {
            return List.of();
        }
        return judge.isPresent() ? judge(row.get(), change.timestamp()) : learn(row.get(), change.timestamp());
    }

    private void learnAnew() {
        judge = Optional.empty();
        learnt = new ArrayList<>();
        learningTold = false;
    }

    private List<JsonObject> learn(double[] row, Instant time) {
        learnt.add(row);
        List<JsonObject> patches = new ArrayList<>();
        if (!learningTold) {
            learningTold = true;
            patches.add(MaintenanceFeature.learning(time));
        }
        if (learnt.size() >= Math.max(settings.learningRows(), HealthyModelFit.leastRows(row.length))) {
            HealthyModel fitted = HealthyModelFit.fit(model.variables(), learnt, model.leastDeviations());
            learnt = new ArrayList<>();
            judge = Optional.of(new ConditionJudge(fitted));
            patches.add(StoredModel.patch(fitted));
        }
        return patches;
    }

    private List<JsonObject> judge(double[] row, Instant time) {
        Judgement judgement = judge.orElseThrow().judge(row);
        boolean before = condition.anomalous();
        boolean now = condition.next(judgement.score());
        List<JsonObject> patches = new ArrayList<>();
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
        if (toldAt.equals(Instant.MIN)) {
            return true;
        }
        return !time.isBefore(toldAt.plus(settings.publishingInterval()))
                && Math.abs(score - toldScore) > WORTH_TELLING * toldScore;
    }
}
