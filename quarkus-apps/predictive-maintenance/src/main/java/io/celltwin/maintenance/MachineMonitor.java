package io.celltwin.maintenance;

import io.celltwin.twin.values.TwinChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonValue;

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

    private static final String SAMPLER = "sampler";
    private static final String CONDITION = "condition";
    private static final String LEARNT = "learnt";
    private static final String LEARNING_TOLD = "learningTold";
    private static final String HEALTHY_MODEL = "healthyModel";
    private static final String SMOOTHED = "smoothed";
    private static final String TOLD_SCORE = "toldScore";
    private static final String TOLD_AT = "toldAt";

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

    /** Goes on with a machine that another replica followed, from what its {@link #toJson} says. */
    static MachineMonitor of(JsonObject json, MachineModel model, Settings settings) {
        MachineMonitor monitor = new MachineMonitor(
                model,
                settings,
                RowSampler.of(json.getValue(SAMPLER).orElseThrow().asObject(), model, settings.samplingInterval()),
                ConditionSwitch.of(
                        json.getValue(CONDITION).orElseThrow().asObject(), settings.anomalous(), settings.window()));
        json.getValue(HEALTHY_MODEL)
                .ifPresent(healthy -> monitor.judge = Optional.of(new ConditionJudge(
                        StoredModel.of(healthy), row(json.getValue(SMOOTHED).orElseThrow()))));
        json.getValue(LEARNT).orElseThrow().asArray().forEach(row -> monitor.learnt.add(row(row)));
        monitor.learningTold = json.getValue(LEARNING_TOLD).orElseThrow().asBoolean();
        json.getValue(TOLD_SCORE).ifPresent(score -> monitor.toldScore = score.asDouble());
        json.getValue(TOLD_AT).ifPresent(time -> monitor.toldAt = Instant.parse(time.asString()));
        return monitor;
    }

    /** Everything that a replica needs to go on with the machine. */
    JsonObject toJson() {
        JsonObjectBuilder json = JsonObject.newBuilder()
                .set(SAMPLER, sampler.toJson())
                .set(CONDITION, condition.toJson())
                .set(LEARNT, learnt.stream().map(MachineMonitor::json).collect(JsonCollectors.valuesToArray()))
                .set(LEARNING_TOLD, learningTold);
        judge.ifPresent(judging ->
                json.set(HEALTHY_MODEL, StoredModel.json(judging.model())).set(SMOOTHED, json(judging.smoothed())));
        if (!toldAt.equals(Instant.MIN)) {
            json.set(TOLD_SCORE, toldScore).set(TOLD_AT, toldAt.toString());
        }
        return json.build();
    }

    private static JsonArray json(double[] row) {
        return Arrays.stream(row).mapToObj(JsonValue::of).collect(JsonCollectors.valuesToArray());
    }

    private static double[] row(JsonValue json) {
        return json.asArray().stream().mapToDouble(JsonValue::asDouble).toArray();
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
        if (toldAt == Instant.MIN) {
            return true;
        }
        return !time.isBefore(toldAt.plus(settings.publishingInterval()))
                && Math.abs(score - toldScore) > WORTH_TELLING * toldScore;
    }
}
