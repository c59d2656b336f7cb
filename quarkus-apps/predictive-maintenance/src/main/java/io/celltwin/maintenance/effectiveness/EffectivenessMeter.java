package io.celltwin.maintenance.effectiveness;

import io.celltwin.model.ModelProperty;
import io.celltwin.state.StateCodec;
import io.celltwin.twin.values.ModelValues;
import io.celltwin.twin.values.TwinChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * Overall equipment effectiveness of one machine in the running shift, after ISO 22400-2:
 * <ul>
 * <li>availability = actual production time (state {@code Execute}) / planned busy time (the machine has an order, told by its
 * current batch; without one nothing is planned);</li>
 * <li>performance = units made / (actual production time x best rate). The planned rate is not told by any machine: the best that
 * this one has shown over {@value #RATE_MINUTES} minutes of production stands for it;</li>
 * <li>quality rate = good units / units made;</li>
 * <li>their product; units made and energy used in the shift; energy per good unit, and per energy that the good units hold, where
 * the machine's twin says how much one holds.</li>
 * </ul>
 * Time between two changes counts as the state before; a gap of more than {@value #LONGEST_GAP_SECONDS} s counts as nothing, since
 * nobody knows what the machine did.
 */
public final class EffectivenessMeter {

    private static final JsonPointer PROPERTIES = JsonPointer.of("features/effectiveness/properties");
    private static final Duration SHIFT = Duration.ofHours(8);
    private static final Duration PUBLISHING_INTERVAL = Duration.ofSeconds(30);
    private static final int LONGEST_GAP_SECONDS = 60;
    private static final int RATE_MINUTES = 5;
    private static final double KILOWATT_HOUR = 1000;

    private static final StateCodec<State> CODEC = StateCodec.of(
                    "What is remembered of the machine's effectiveness", State.class, "The shift is measured anew")
            .version()
            // Before, nothing was known of the energy of a unit.
            .version()
            .build();

    private final EffectivenessModel model;
    private final Counter good;
    private final Counter rejected;
    private final Counter energy;
    private Period period;
    private Period rateWindow;
    private double bestRate;
    private Optional<Instant> lastChange;
    private Instant toldAt;
    private String state;
    private boolean ordered;
    private OptionalDouble unitWattHours;

    /**
     * Where a meter stands.
     *
     * @param period what the machine did in this shift
     * @param rateWindow what it did since its rate was last looked at
     * @param bestRate units per second of production that it has shown
     * @param lastChange when it last said something
     * @param toldAt when the twin was last written
     * @param state what it is doing
     * @param ordered whether it has an order
     * @param good the counters' last values
     * @param rejected of rejected units
     * @param energy of energy
     * @param unitWattHours nominal energy of a unit
     */
    record State(
            Period period,
            Period rateWindow,
            double bestRate,
            Optional<Instant> lastChange,
            Instant toldAt,
            String state,
            boolean ordered,
            OptionalDouble good,
            OptionalDouble rejected,
            OptionalDouble energy,
            OptionalDouble unitWattHours) {

        State {
            if (!(bestRate >= 0 && Double.isFinite(bestRate))) {
                throw new IllegalArgumentException("the best rate is none");
            }
            if (unitWattHours.isPresent() && !(unitWattHours.getAsDouble() > 0)) {
                throw new IllegalArgumentException("the energy of a unit is none");
            }
        }
    }

    /**
     * @param model where the machine tells what
     * @param now the beginning
     */
    public EffectivenessMeter(EffectivenessModel model, Instant now) {
        this(
                model,
                new State(
                        Period.begin(shiftOf(now)),
                        Period.begin(now),
                        0,
                        Optional.empty(),
                        Instant.EPOCH,
                        "",
                        false,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty()));
    }

    private EffectivenessMeter(EffectivenessModel model, State state) {
        this.model = model;
        this.good = new Counter(most(model.good()), state.good());
        this.rejected = new Counter(most(model.rejected()), state.rejected());
        this.energy = new Counter(OptionalDouble.empty(), state.energy());
        this.period = state.period();
        this.rateWindow = state.rateWindow();
        this.bestRate = state.bestRate();
        this.lastChange = state.lastChange();
        this.toldAt = state.toldAt();
        this.state = state.state();
        this.ordered = state.ordered();
        this.unitWattHours = state.unitWattHours();
    }

    /** Where the machine tells what. */
    public EffectivenessModel model() {
        return model;
    }

    /** The best rate that the machine has shown; empty until it has shown one. */
    public OptionalDouble bestUnitsPerHour() {
        return bestRate > 0 ? OptionalDouble.of(bestRate * Duration.ofHours(1).toSeconds()) : OptionalDouble.empty();
    }

    /** Goes on from what {@link #checkpoint} gave. */
    public static EffectivenessMeter resume(String checkpoint, EffectivenessModel model) {
        return new EffectivenessMeter(model, CODEC.read(checkpoint));
    }

    /** Everything that another replica needs to go on. */
    public String checkpoint() {
        return CODEC.write(new State(
                period,
                rateWindow,
                bestRate,
                lastChange,
                toldAt,
                state,
                ordered,
                good.last(),
                rejected.last(),
                energy.last(),
                unitWattHours));
    }

    private static OptionalDouble most(ModelProperty counter) {
        return counter.maximum().map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    /** Beginning of the shift: three a day, from midnight UTC. */
    private static Instant shiftOf(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), SHIFT.toSeconds()) * SHIFT.toSeconds());
    }

    /**
     * Takes the machine's next change.
     *
     * @param change what became of its twin
     * @return thing-shaped merge patch to write, if there is news
     */
    public Optional<JsonObject> next(TwinChange change) {
        Instant now = change.timestamp();
        passTime(now);
        ModelValues values = ModelValues.of(change);
        values.value(model.state()).filter(JsonValue::isString).ifPresent(value -> state = value.asString());
        if (model.order().isEmpty()) {
            ordered = !state.equals("Idle");
        } else {
            values.value(model.order().get())
                    .ifPresent(value ->
                            ordered = value.isString() && !value.asString().isEmpty());
        }
        values.number(model.good()).ifPresent(value -> {
            double more = good.counted(value);
            period = period.withGood(more);
            rateWindow = rateWindow.withGood(more);
        });
        values.number(model.rejected()).ifPresent(value -> {
            double more = rejected.counted(value);
            period = period.withRejected(more);
            rateWindow = rateWindow.withRejected(more);
        });
        model.energy()
                .map(values::number)
                .filter(OptionalDouble::isPresent)
                .ifPresent(value -> period = period.withWattHours(energy.counted(value.getAsDouble()) * KILOWATT_HOUR));
        model.unitEnergy()
                .flatMap(values::value)
                .ifPresent(value -> unitWattHours = value.isNumber() && value.asDouble() > 0
                        ? OptionalDouble.of(value.asDouble())
                        : OptionalDouble.empty());
        lookAtRate(now);
        if (now.isBefore(toldAt.plus(PUBLISHING_INTERVAL)) || period.busySeconds() == 0) {
            return Optional.empty();
        }
        toldAt = now;
        return Optional.of(patch(now));
    }

    private void passTime(Instant now) {
        if (!shiftOf(now).equals(period.start())) {
            period = Period.begin(shiftOf(now));
        }
        double seconds = lastChange
                .map(last -> Duration.between(last, now).toMillis() / 1000.0)
                .orElse(0.0);
        if (seconds > 0 && seconds <= LONGEST_GAP_SECONDS && ordered) {
            period = period.withTime(seconds, executes());
            rateWindow = rateWindow.withTime(seconds, executes());
        }
        lastChange = Optional.of(now);
    }

    private boolean executes() {
        return state.equals("Execute");
    }

    private void lookAtRate(Instant now) {
        if (rateWindow.productionSeconds() >= Duration.ofMinutes(RATE_MINUTES).toSeconds()) {
            bestRate = Math.max(bestRate, rateWindow.units() / rateWindow.productionSeconds());
            rateWindow = Period.begin(now);
        }
    }

    private JsonObject patch(Instant now) {
        double availability = period.productionSeconds() / period.busySeconds();
        OptionalDouble performance = bestRate > 0 && period.productionSeconds() > 0
                ? OptionalDouble.of(Math.min(1, period.units() / (period.productionSeconds() * bestRate)))
                : OptionalDouble.empty();
        OptionalDouble quality =
                period.units() > 0 ? OptionalDouble.of(period.good() / period.units()) : OptionalDouble.empty();
        OptionalDouble overall = performance.isPresent() && quality.isPresent()
                ? OptionalDouble.of(availability * performance.getAsDouble() * quality.getAsDouble())
                : OptionalDouble.empty();
        OptionalDouble energyPerUnit = period.good() > 0 && energy.last().isPresent()
                ? OptionalDouble.of(period.wattHours() / period.good())
                : OptionalDouble.empty();
        OptionalDouble consumed = energy.last().isPresent()
                ? OptionalDouble.of(period.wattHours() / KILOWATT_HOUR)
                : OptionalDouble.empty();
        OptionalDouble perCellEnergy = energyPerUnit.isPresent() && unitWattHours.isPresent()
                ? OptionalDouble.of(energyPerUnit.getAsDouble() / unitWattHours.getAsDouble())
                : OptionalDouble.empty();
        return JsonObject.newBuilder()
                .set(
                        PROPERTIES,
                        JsonObject.newBuilder()
                                .set("availability", rounded(availability))
                                .set("performance", shown(performance))
                                .set("qualityRate", shown(quality))
                                .set("overallEffectiveness", shown(overall))
                                .set("unitsMade", rounded(period.units()))
                                .set("energyConsumed", shown(consumed))
                                .set("energyPerUnit", shown(energyPerUnit))
                                .set("energyPerCellEnergy", shown(perCellEnergy))
                                .set("since", period.start().toString())
                                .set("observedAt", now.toString())
                                .build())
                .build();
    }

    private static JsonValue shown(OptionalDouble value) {
        return value.isPresent() ? JsonValue.of(rounded(value.getAsDouble())) : JsonFactory.nullLiteral();
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
