package io.celltwin.maintenance.machine;

import io.celltwin.maintenance.alarm.AnomalyAlarm;
import io.celltwin.maintenance.alarm.Answer;
import io.celltwin.maintenance.alarm.ConditionSwitch;
import io.celltwin.maintenance.condition.ConditionJudge;
import io.celltwin.maintenance.condition.HealthyModel;
import io.celltwin.maintenance.condition.Judgement;
import io.celltwin.maintenance.condition.Judgement.NotJudged;
import io.celltwin.maintenance.condition.Judgement.Reason;
import io.celltwin.maintenance.condition.Learner;
import io.celltwin.maintenance.condition.Learner.Waiting;
import io.celltwin.maintenance.failure.FailureForecaster;
import io.celltwin.maintenance.failure.FailureForecaster.Forecast;
import io.celltwin.twin.values.TwinChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.ditto.json.JsonObject;

/**
 * Follows one machine and says what to write into its twin.
 *
 * <p>
 * With each change
 * <ol>
 * <li>what people wrote into the alarm is taken: one that they reject has the regime learnt anew, of the machine as it is; one whose cause
 * they say is mended is over, and what was wrong before is forgotten;</li>
 * <li>a machine that is not reached any more is unknown, whatever it was;</li>
 * <li>if it completes a {@linkplain RowSampler sample}, the sample belongs to the {@linkplain Regime regime} that is set. A regime
 * that is not known is learnt, one that is known is judged;</li>
 * <li>while a regime's first model is on {@linkplain Learner trial}, what is judged healthy is learnt, too, until the model is
 * confirmed or withdrawn;</li>
 * <li>a judgement counts unless the machine {@linkplain RunningPhase settles}; what counts decides over the alarm;</li>
 * <li>from the means over some minutes and hours a failure is {@linkplain FailureForecaster expected} or not.</li>
 * </ol>
 */
public final class MachineMonitor {

    /** Learners at once: who changes regime more often than it takes to learn must not begin anew each time. */
    private static final int MOST_LEARNERS = 3;

    private static final Duration LEARNING_INTERVAL = Duration.ofMinutes(1);

    private final MachineModel model;
    private final MonitorSettings settings;
    private final RowSampler sampler;
    private final Regime regime;
    private final MaintenanceFeature feature;
    private final Map<String, Learner> learners = new LinkedHashMap<>();
    private final Map<String, HealthyModel> models = new LinkedHashMap<>();
    private final RunningPhase phase;
    private final ConditionSwitch condition;
    private final AnomalyAlarm alarm;
    private final ToldCondition told;
    private final FailureForecaster forecaster;
    private boolean forecastTold;
    private String judgedRegime;
    private OptionalDouble unitsPerHour = OptionalDouble.empty();
    private Optional<ConditionJudge> judge = Optional.empty();
    private volatile boolean learning = true;

    /**
     * @param first the machine's first snapshot, which holds what was learnt before
     * @param model how the machine is read
     * @param settings how it is done
     */
    public MachineMonitor(TwinChange first, MachineModel model, MonitorSettings settings) {
        this(
                model,
                settings,
                new RowSampler(model, settings.samplingInterval()),
                new Regime(Map.of()),
                new RunningPhase(RunningPhase.State.NEW),
                AnomalyAlarm.in(first.patch()),
                new ToldCondition(ToldCondition.State.NOTHING),
                new ConditionSwitch.State(AnomalyAlarm.in(first.patch()).raised(), 0, 0),
                FailureForecaster.State.begin(model.indicators().size()));
        forecastTold = MaintenanceFeature.hasForecast(first.patch());
        adopt(StoredModel.read(first.thingId(), first.patch()));
    }

    private MachineMonitor(
            MachineModel model,
            MonitorSettings settings,
            RowSampler sampler,
            Regime regime,
            RunningPhase phase,
            AnomalyAlarm alarm,
            ToldCondition told,
            ConditionSwitch.State condition,
            FailureForecaster.State forecaster) {
        this.model = model;
        this.settings = settings;
        this.sampler = sampler;
        this.regime = regime;
        this.phase = phase;
        this.alarm = alarm;
        this.told = told;
        this.condition = new ConditionSwitch(settings.evidence(), settings.calmSamples(), condition);
        this.feature = new MaintenanceFeature(model.indicators());
        this.forecaster = new FailureForecaster(model.indicators(), forecaster);
        this.judgedRegime = regime.key();
    }

    /** Goes on with a machine that another replica followed. */
    static MachineMonitor of(MonitorState state, MachineModel model, MonitorSettings settings) {
        MachineMonitor monitor = new MachineMonitor(
                model,
                settings,
                RowSampler.of(state.sampler(), model, settings.samplingInterval()),
                new Regime(state.settings()),
                new RunningPhase(state.phase()),
                AnomalyAlarm.of(state.alarm()),
                new ToldCondition(state.told()),
                state.condition(),
                state.forecaster());
        monitor.forecastTold = state.forecastTold();
        monitor.judgedRegime = state.judgedRegime();
        monitor.adopt(state.regimes().byKey());
        state.learners().stream()
                .filter(learning ->
                        learning.learner().width() == model.indicators().size())
                .forEach(learning -> monitor.learners.put(
                        learning.key(),
                        Learner.of(
                                learning.learner(),
                                model.variables(),
                                settings.learningSamples(),
                                settings.mostLearningSamples())));
        HealthyModel known = monitor.models.get(monitor.judgedRegime);
        if (known != null) {
            monitor.judge = state.judge().map(judge -> ConditionJudge.of(judge, known, model.names()));
        }
        return monitor;
    }

    /** Goes on from what {@link #checkpoint} gave. */
    public static MachineMonitor resume(String checkpoint, MachineModel model, MonitorSettings settings) {
        return of(MonitorState.CODEC.read(checkpoint), model, settings);
    }

    /** Everything that another replica needs to go on with the machine, as JSON. */
    public String checkpoint() {
        return MonitorState.CODEC.write(state());
    }

    MonitorState state() {
        return new MonitorState(
                sampler.state(),
                regime.settings(),
                judgedRegime,
                learners.entrySet().stream()
                        .map(entry -> new MonitorState.Learning(
                                entry.getKey(), entry.getValue().state()))
                        .toList(),
                StoredModel.Regimes.of(models),
                judge.map(ConditionJudge::state),
                phase.state(),
                condition.state(),
                alarm.state(),
                told.state(),
                forecaster.state(),
                forecastTold);
    }

    /** A model of indicators that the machine does not have was learnt of one that was described differently. */
    private void adopt(Map<String, HealthyModel> known) {
        known.forEach((key, healthy) -> {
            if (healthy.indicators().stream()
                    .allMatch(indicator -> model.names().contains(indicator.name()))) {
                models.put(key, healthy);
            }
        });
        learning = models.isEmpty();
    }

    /** The model by which the machine is read. */
    public MachineModel model() {
        return model;
    }

    /** What a stop costs, for the advice: units that are not made in an hour. */
    public void stopCosts(OptionalDouble unitsPerHourNow) {
        unitsPerHour = unitsPerHourNow;
    }

    /** Whether what is healthy in the regime that runs is not known yet. */
    public boolean learning() {
        return learning;
    }

    /** Whether the machine is anomalous. */
    public boolean anomalous() {
        return condition.anomalous();
    }

    /**
     * Takes the machine's next change.
     *
     * @param change what became of its twin
     * @return thing-shaped merge patches to write, in this order
     */
    public List<JsonObject> next(TwinChange change) {
        alarm.observe(change.patch());
        Optional<Answer> answer = alarm.takeAnswer().filter(said -> said != Answer.ACCEPTED);
        List<JsonObject> patches = new ArrayList<>();
        answer.ifPresent(said -> patches.addAll(answered(said, change.timestamp())));
        patches.addAll(follow(change));
        return patches;
    }

    private List<JsonObject> answered(Answer answer, Instant time) {
        condition.reset();
        forecaster.clear();
        judge = Optional.empty();
        told.forget();
        List<JsonObject> patches = new ArrayList<>(List.of(alarm.end()));
        if (answer == Answer.REJECTED && models.remove(judgedRegime) != null) {
            learners.remove(judgedRegime);
            learning = true;
            told.learning(time);
            Learner anew = new Learner(model.variables(), settings.learningSamples(), settings.mostLearningSamples());
            patches.addAll(List.of(StoredModel.patch(models), feature.withdrawn(), feature.learning(anew, time)));
        }
        return patches;
    }

    private List<JsonObject> follow(TwinChange change) {
        if (!change.snapshot() && StoredModel.removedBy(change.patch())) {
            learnAnew();
        }
        Optional<Sample> sample = sampler.next(change);
        regime.update(model, sampler.known());
        if (!sampler.connected()) {
            return unknown(change.timestamp());
        }
        if (sample.isEmpty()) {
            return List.of();
        }
        List<JsonObject> patches = new ArrayList<>(take(sample.get()));
        forecast(sample.get()).ifPresent(patches::add);
        return patches;
    }

    private Optional<JsonObject> forecast(Sample sample) {
        if (!forecaster.add(sample.time(), sample.values())) {
            return Optional.empty();
        }
        Optional<Forecast> forecast = forecaster.forecast();
        if (forecast.isEmpty() && !forecastTold) {
            return Optional.empty();
        }
        forecastTold = forecast.isPresent();
        return forecast.map(feature::expected).or(() -> Optional.of(feature.notExpected()));
    }

    private void learnAnew() {
        judge = Optional.empty();
        models.clear();
        learners.clear();
        told.forget();
        learning = true;
    }

    private List<JsonObject> unknown(Instant time) {
        List<NotJudged> all = model.names().stream()
                .map(name -> new NotJudged(name, Reason.MISSING))
                .toList();
        List<Unjudged> notJudged = since(all, time);
        return told.news(ConditionText.UNKNOWN, 0, notJudged, time, settings.publishingInterval())
                ? List.of(feature.unknown(notJudged, time))
                : List.of();
    }

    private List<JsonObject> take(Sample sample) {
        boolean otherwise = !regime.key().equals(judgedRegime);
        boolean firstRegime = judge.isEmpty() && learners.isEmpty() && models.isEmpty();
        if (otherwise) {
            judgedRegime = regime.key();
            judge = Optional.empty();
            forecaster.clear();
        }
        boolean anew = phase.runs(sample.time(), otherwise && !firstRegime && !freshlyResumed());
        HealthyModel known = models.remove(judgedRegime);
        if (known == null) {
            learning = true;
            return learn(sample);
        }
        models.put(judgedRegime, known); // The one used last stands at the end.
        learning = false;
        if (judge.isEmpty()) {
            judge = Optional.of(new ConditionJudge(known, model.names()));
        } else if (anew) {
            judge.get().restart();
        }
        Judgement judgement = judge.get().judge(sample.values());
        List<JsonObject> patches = new ArrayList<>(heed(judgement, sample.time()));
        patches.addAll(confirm(judgement.score(), sample));
        return patches;
    }

    /** What is healthy goes into the trial of the model by which it was judged, if that is still on trial. */
    private List<JsonObject> confirm(double score, Sample sample) {
        Learner learner = learners.get(judgedRegime);
        boolean healthy = score < 1
                && !condition.anomalous()
                && !phase.settling()
                && !judge.orElseThrow().recovering();
        if (learner == null || !healthy) {
            return List.of();
        }
        Optional<HealthyModel> model = learner.add(sample.values());
        if (learner.waiting() == Waiting.NOTHING && model.isPresent()) {
            learners.remove(judgedRegime);
            return adopt(model.get(), learner, sample.time());
        }
        return learner.waiting() == Waiting.CONFIRMATION ? List.of() : withdraw(learner, sample.time());
    }

    private List<JsonObject> withdraw(Learner learner, Instant time) {
        models.remove(judgedRegime);
        judge = Optional.empty();
        learning = true;
        told.learning(time);
        return List.of(StoredModel.patch(models), feature.withdrawn(), feature.learning(learner, time));
    }

    private List<JsonObject> adopt(HealthyModel healthy, Learner learner, Instant time) {
        dropOldest(models, StoredModel.MOST_REGIMES - 1);
        models.put(judgedRegime, healthy);
        judge = Optional.of(new ConditionJudge(healthy, model.names()));
        learning = false;
        return List.of(StoredModel.patch(models), feature.learnt(healthy, learner, models.size(), time));
    }

    /** After a start the regime is known only with the first sample: that is no change. */
    private boolean freshlyResumed() {
        return phase.state().lastSample().isEmpty();
    }

    private List<JsonObject> learn(Sample sample) {
        Learner learner = learners.remove(judgedRegime);
        if (learner == null) {
            learner = new Learner(model.variables(), settings.learningSamples(), settings.mostLearningSamples());
            dropOldest(learners, MOST_LEARNERS - 1);
        }
        learners.put(judgedRegime, learner);
        List<JsonObject> patches = new ArrayList<>();
        Optional<HealthyModel> learnt = learner.add(sample.values());
        if (learnt.isPresent()) {
            if (learner.waiting() == Waiting.NOTHING) {
                learners.remove(judgedRegime);
            }
            patches.addAll(adopt(learnt.get(), learner, sample.time()));
        } else if (toldLearningLongAgo(sample.time())) {
            told.learning(sample.time());
            patches.add(feature.learning(learner, sample.time()));
        }
        return patches;
    }

    private boolean toldLearningLongAgo(Instant time) {
        return !told.state().state().equals(ConditionText.LEARNING.text()) || told.isDue(time, LEARNING_INTERVAL);
    }

    private List<JsonObject> heed(Judgement judgement, Instant time) {
        boolean counts = phase.counts(judgement.score(), time);
        boolean before = condition.anomalous();
        // What was wrong when it was last seen is not over because it is not seen any more.
        double heeded = before && judgement.outOfSight() ? Math.max(judgement.score(), 1) : judgement.score();
        boolean anomalous = counts ? condition.next(heeded, alarm.patience()) : before;
        if (anomalous && !before && learners.containsKey(judgedRegime)) {
            learners.get(judgedRegime).forgetSuspicious();
        }
        List<Unjudged> notJudged = since(judgement.notJudged(), time);
        List<JsonObject> patches = new ArrayList<>();
        ConditionText text = text(anomalous, counts, notJudged.size());
        if (told.news(text, judgement.score(), notJudged, time, settings.publishingInterval())) {
            patches.add(
                    text == ConditionText.UNKNOWN
                            ? feature.unknown(notJudged, time)
                            : feature.judged(judgement, text, notJudged, time));
        }
        alarm.next(anomalous, judgement.score(), () -> feature.alarmText(judgement, unitsPerHour), time)
                .ifPresent(patches::add);
        return patches;
    }

    private ConditionText text(boolean anomalous, boolean counts, int notJudged) {
        if (anomalous) {
            return ConditionText.ANOMALOUS;
        }
        if (notJudged == model.indicators().size()) {
            return ConditionText.UNKNOWN;
        }
        if (!counts) {
            return ConditionText.SETTLING;
        }
        return notJudged > 0 ? ConditionText.PARTIAL : ConditionText.HEALTHY;
    }

    /** With since when: what was not judged before either is so since then. */
    private List<Unjudged> since(List<NotJudged> notJudged, Instant time) {
        return notJudged.stream()
                .map(now -> told.notJudged().stream()
                        .filter(before -> before.is(now))
                        .findFirst()
                        .orElseGet(() -> new Unjudged(now.variable(), now.reason(), time)))
                .toList();
    }

    private static void dropOldest(Map<String, ?> map, int most) {
        while (map.size() > most) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
