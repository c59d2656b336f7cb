package io.celltwin.maintenance.learned;

import io.celltwin.maintenance.learned.LearnedJudgement.State;
import io.celltwin.model.FailureModelUse;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import io.celltwin.state.StateCodec;
import io.celltwin.twin.values.KnownValues;
import io.celltwin.twin.values.KnownValuesState;
import io.celltwin.twin.values.ModelValues;
import io.celltwin.twin.values.TwinChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/**
 * Judges one machine by the failure model that its Thing Model names, and says what to write into its twin.
 *
 * <p>
 * With each change
 * <ol>
 * <li>a machine whose Thing Model names no failure model, one that there is not, or not all its inputs in its units, is told so once;</li>
 * <li>one that is not reached, or without a good value of each input, waits, and its twin says for what;</li>
 * <li>a model of events judges when an input changed. A model of remaining life takes a row when the number of the cycle rises, of the
 * values as they are then, and judges from {@value WindowFeatures#LEAST} rows on. A cycle that was missed is not made up; where the number
 * falls or leaps by more than {@value #MOST_MISSED}, the window begins anew;</li>
 * <li>what it says is written when it is another, at most once in the interval.</li>
 * </ol>
 */
public final class LearnedMonitor {

    /** More cycles that nothing is known of make the window another than those that were learnt from. */
    static final int MOST_MISSED = 3;

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final StateCodec<Stand> CODEC = StateCodec.of(
                    "What is remembered for the failure model", Stand.class, "The machine is judged anew")
            .version()
            .build();

    private final Optional<FailureModelUse> use;
    private final Optional<FailureModel> model;
    private final Optional<String> unusable;
    private final Optional<ModelProperty> connection;
    private final KnownValues known;
    private final List<double[]> window;
    private OptionalDouble cycle;
    private String told;
    private Instant toldAt;

    /**
     * Where a monitor stands.
     *
     * @param known what is known of the machine
     * @param window health indices of the latest cycles
     * @param cycle number of the latest
     * @param told what was written last, as JSON; empty if nothing was
     * @param toldAt when
     */
    record Stand(KnownValuesState known, List<double[]> window, OptionalDouble cycle, String told, Instant toldAt) {

        Stand {
            window = List.copyOf(window);
        }
    }

    private LearnedMonitor(ThingModel machine, FailureModels models, Stand stand) {
        this.use = machine.failureModel();
        this.model = use.flatMap(named -> models.get(named.model()));
        this.unusable = use.flatMap(named -> problem(named, model, models));
        this.connection =
                machine.propertiesOfType("cell:ConnectionStatus").stream().findFirst();
        this.known = KnownValues.of(stand.known());
        int indices = model.flatMap(FailureModel::life)
                .map(life -> life.indices().count())
                .orElse(0);
        boolean fits = stand.window().size() <= WindowFeatures.LONGEST
                && stand.window().stream().allMatch(row -> row.length == indices);
        this.window = new ArrayList<>(fits ? stand.window() : List.of());
        this.cycle = fits ? stand.cycle() : OptionalDouble.empty();
        this.told = stand.told();
        this.toldAt = stand.toldAt();
    }

    /** Whether a model has a place for what is said. */
    public static boolean applies(ThingModel machine) {
        return machine.property(LearnedFeature.PATH.toString()).isPresent();
    }

    /** Begins with a machine's snapshot. */
    public static LearnedMonitor begin(ThingModel machine, FailureModels models, JsonObject thing) {
        String told = thing.getValue(LearnedFeature.PATH)
                .filter(JsonValue::isObject)
                .filter(shown -> !shown.isNull())
                .map(JsonValue::toString)
                .orElse("");
        return new LearnedMonitor(
                machine,
                models,
                new Stand(new KnownValues().state(), List.of(), OptionalDouble.empty(), told, Instant.EPOCH));
    }

    /** Goes on from what {@link #checkpoint} gave. */
    public static LearnedMonitor resume(String checkpoint, ThingModel machine, FailureModels models) {
        return new LearnedMonitor(machine, models, CODEC.read(checkpoint));
    }

    /** Everything that another replica needs to go on. */
    public String checkpoint() {
        return CODEC.write(new Stand(known.state(), window, cycle, told, toldAt));
    }

    /** What the machine's Thing Model says of its failure model. */
    public Optional<FailureModelUse> use() {
        return use;
    }

    private static Optional<String> problem(FailureModelUse use, Optional<FailureModel> model, FailureModels models) {
        if (model.isEmpty()) {
            return Optional.of("There is no failure model '%s', which the Thing Model names; there are %s"
                    .formatted(use.model(), String.join(", ", models.names())));
        }
        for (ModelInput input : model.get().inputs()) {
            ModelProperty property = use.inputs().get(input.name());
            if (property == null) {
                return Optional.of("The Thing Model does not say where the failure model's input '%s' is found"
                        .formatted(input.name()));
            }
            String iri = property.unit().iri();
            String unit = iri.substring(iri.lastIndexOf('/') + 1);
            if (!input.unit().isEmpty() && !input.unit().equals(unit)) {
                return Optional.of("The failure model wants '%s' in %s, and %s is in %s"
                        .formatted(input.name(), input.unit(), property.name(), unit.isEmpty() ? "no unit" : unit));
            }
        }
        return Optional.empty();
    }

    /**
     * Takes the machine's next change.
     *
     * @param change what became of its twin
     * @return thing-shaped merge patch to write, if there is news
     */
    public Optional<JsonObject> next(TwinChange change) {
        if (change.snapshot() && use.isPresent()) {
            known.apply(change);
        }
        if (change.snapshot()) {
            return Optional.empty();
        }
        if (use.isEmpty()) {
            return tell(
                    LearnedJudgement.without(
                            State.NONE, "No learned failure model applies: the machine's Thing Model names none"),
                    change.timestamp());
        }
        if (unusable.isPresent()) {
            return tell(LearnedJudgement.without(State.UNUSABLE, unusable.get()), change.timestamp());
        }
        known.apply(change);
        if (!connected()) {
            return tell(LearnedJudgement.without(State.WAITING, "The machine is not reached"), change.timestamp());
        }
        return tellsOfInputs(change)
                ? judge(model.orElseThrow()).flatMap(judgement -> tell(judgement, change.timestamp()))
                : Optional.empty();
    }

    private boolean connected() {
        return connection
                .flatMap(known::value)
                .filter(status -> status.isString() && status.asString().equals("disconnected"))
                .isEmpty();
    }

    private boolean tellsOfInputs(TwinChange change) {
        ModelValues values = ModelValues.of(change);
        return use.orElseThrow().inputs().values().stream()
                .anyMatch(property -> values.value(property).isPresent()
                        || values.good(property).isPresent());
    }

    private Optional<LearnedJudgement> judge(FailureModel by) {
        double[] inputs = new double[by.inputs().size()];
        List<String> missing = new ArrayList<>();
        for (int k = 0; k < inputs.length; k++) {
            ModelInput input = by.inputs().get(k);
            inputs[k] = value(input).orElse(Double.NaN);
            if (Double.isNaN(inputs[k])) {
                missing.add(input.name());
            }
        }
        if (!missing.isEmpty()) {
            return Optional.of(
                    LearnedJudgement.without(State.WAITING, "There is no good value of " + String.join(", ", missing)));
        }
        return by.events()
                .map(events -> Optional.of(events.judge(inputs)))
                .orElseGet(() -> endOfCycle(by.life().orElseThrow(), inputs));
    }

    private OptionalDouble value(ModelInput input) {
        ModelProperty property = use.orElseThrow().inputs().get(input.name());
        if (!input.isText()) {
            return known.number(property);
        }
        return known.value(property)
                .filter(JsonValue::isString)
                .map(word -> input.words().indexOf(word.asString()))
                .filter(place -> place >= 0)
                .map(place -> OptionalDouble.of(place))
                .orElseGet(OptionalDouble::empty);
    }

    private Optional<LearnedJudgement> endOfCycle(LifeModel life, double[] inputs) {
        double now = inputs[inputs.length - 1];
        if (cycle.isPresent() && now == cycle.getAsDouble()) {
            return Optional.empty();
        }
        if (cycle.isPresent() && (now < cycle.getAsDouble() || now > cycle.getAsDouble() + 1 + MOST_MISSED)) {
            window.clear();
        }
        cycle = OptionalDouble.of(now);
        window.add(life.indices().of(inputs));
        if (window.size() > WindowFeatures.LONGEST) {
            window.remove(0);
        }
        return Optional.of(
                window.size() < WindowFeatures.LEAST
                        ? LearnedJudgement.without(
                                State.WAITING, "The model needs %d cycles in a row".formatted(WindowFeatures.LEAST))
                        : life.judge(window, now));
    }

    private Optional<JsonObject> tell(LearnedJudgement judgement, Instant time) {
        JsonObject shown = LearnedFeature.of(judgement, use, model);
        boolean another = !LearnedFeature.sameAs(told, shown);
        boolean otherState = !LearnedFeature.sameStateAs(told, shown);
        // A clock that ran ahead and was set back must not keep the figure from being told.
        boolean due = time.isBefore(toldAt) || !time.isBefore(toldAt.plus(INTERVAL));
        if (!another || !(due || otherState)) {
            return Optional.empty();
        }
        told = shown.toString();
        toldAt = time;
        return Optional.of(LearnedFeature.patch(shown, time));
    }
}
