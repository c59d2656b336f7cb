package io.celltwin.battery.pack;

import io.celltwin.battery.capacity.BatterySample;
import io.celltwin.battery.capacity.Discard;
import io.celltwin.battery.capacity.DischargeMeter;
import io.celltwin.battery.capacity.FullDischarge;
import io.celltwin.battery.capacity.MeterSettings;
import io.celltwin.battery.capacity.MeterState;
import io.celltwin.battery.capacity.Rejection;
import io.celltwin.battery.capacity.TemperatureCorrection;
import io.celltwin.battery.life.FadeTrend;
import io.celltwin.battery.life.FadeTrendState;
import io.celltwin.battery.life.LifeForecaster;
import io.celltwin.battery.life.RemainingLife;
import io.celltwin.battery.pack.HealthRecord.Rejected;
import io.celltwin.battery.safety.PackSafety;
import io.celltwin.battery.safety.SafetyModel;
import io.celltwin.battery.safety.SafetyState;
import io.celltwin.twin.values.KnownValues;
import io.celltwin.twin.values.TwinChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.eclipse.ditto.json.JsonObject;

/**
 * Follows one battery: from the changes of its twin to what is written into its health feature.
 *
 * <p>
 * A capacity that {@link DischargeMeter} measured is brought to 25 °C, gets its cycle from {@link CycleCounter} and moves
 * {@link CapacityEstimate}; one far from the battery's own trend waits until the next one agrees, or is rejected.
 */
public final class PackHealth {

    private static final int CAPACITY_DIGITS = 4;
    private static final double LEAST_ERROR = 1e-4;
    /** Capacities with larger errors, relative to the nominal one, move the estimate, but not the trend. */
    private static final double MOST_TREND_ERROR = 0.025;

    private static final double AGREEING_ERRORS = 3;
    private static final int CONFIRMED_BY = 2;
    private static final double END_OF_LIFE_SLACK = 0.01;

    private final PackModel model;
    private final PackReader reader;
    private final DischargeMeter meter;
    private final double trendShare;
    private final LifeForecaster forecaster;
    private final Consumer<Discard> discards;
    private final List<Rejection> untold = new ArrayList<>();
    private final Optional<PackSafety> safety;
    private FadeTrend trend;
    private HealthRecord record;

    /**
     * @param first the battery's first snapshot, which holds the trend measured by earlier processes
     */
    public PackHealth(
            TwinChange first,
            PackModel model,
            MeterSettings settings,
            LifeForecaster forecaster,
            Consumer<Discard> discards) {
        this(
                model,
                new PackReader(model),
                MeterState.NEW,
                settings,
                forecaster,
                discards,
                HealthFeature.trend(first.thingId(), first.patch()),
                HealthRecord.NEW,
                first.model().flatMap(SafetyModel::of).map(PackSafety::begin));
        if (!trend.points().isEmpty()) {
            double cycle = trend.points().get(trend.points().size() - 1).cycle();
            record = record.with(new CycleCounter(cycle, OptionalInt.empty(), OptionalDouble.empty()));
            record = record.ended(HealthFeature.endOfLifeAlarm(first.patch()));
            record = HealthFeature.estimate(first.patch(), cycle)
                    .map(record::estimating)
                    .orElse(record);
        }
    }

    private PackHealth(
            PackModel model,
            PackReader reader,
            MeterState meter,
            MeterSettings settings,
            LifeForecaster forecaster,
            Consumer<Discard> discards,
            FadeTrend trend,
            HealthRecord record,
            Optional<PackSafety> safety) {
        this.model = model;
        this.reader = reader;
        this.meter = DischargeMeter.of(meter, settings, untold::add);
        this.trendShare = (settings.chargedPercent() - settings.emptyPercent()) / 100;
        this.forecaster = forecaster;
        this.discards = discards;
        this.trend = trend;
        this.record = record;
        this.safety = safety;
    }

    /** Goes on with a battery that another replica followed. */
    public static PackHealth of(
            PackState state,
            PackModel model,
            Optional<SafetyModel> safety,
            MeterSettings settings,
            LifeForecaster forecaster,
            Consumer<Discard> discards) {
        return new PackHealth(
                model,
                new PackReader(model, KnownValues.of(state.known())),
                state.meter(),
                settings,
                forecaster,
                discards,
                state.trend().trend(),
                state.record(),
                safety.map(known -> PackSafety.of(known, state.safety())));
    }

    /** Everything that a replica needs to go on with the battery. */
    public PackState state() {
        return new PackState(
                reader.known().state(),
                meter.state(),
                FadeTrendState.of(trend),
                record,
                safety.map(PackSafety::state).orElse(SafetyState.NEW));
    }

    /** The model by which the battery is read. */
    public PackModel model() {
        return model;
    }

    /**
     * Takes the battery's next change.
     *
     * @return what to merge into its twin, if a discharge ended with this change, or was not taken
     */
    public Optional<JsonObject> next(TwinChange change) {
        Optional<BatterySample> sample = reader.read(change);
        OptionalDouble nominal = reader.nominalCapacity();
        if (sample.isEmpty() || nominal.isEmpty() || nominal.getAsDouble() <= 0) {
            return Optional.empty();
        }
        Optional<FullDischarge> discharge = meter.next(sample.get(), nominal.getAsDouble());
        untold.forEach(rejection -> reject(rejection.reason(), rejection.charge(), change.timestamp()));
        boolean rejected = !untold.isEmpty();
        untold.clear();
        if (discharge.isPresent()) {
            return Optional.of(judge(discharge.get(), nominal.getAsDouble(), change.timestamp()));
        }
        return rejected ? Optional.of(HealthFeature.rejections(record)) : Optional.empty();
    }

    /**
     * Judges the safety after a change that {@link #next} took.
     *
     * @return what to merge into the twin, if it became another
     */
    public Optional<JsonObject> safety(TwinChange change) {
        return safety.flatMap(watch -> watch.next(change, reader.known()));
    }

    private void reject(Discard reason, double charge, Instant at) {
        discards.accept(reason);
        record = record.rejecting(new Rejected(at, reason, HealthFeature.rounded(charge, CAPACITY_DIGITS)));
    }

    private JsonObject judge(FullDischarge discharge, double nominal, Instant at) {
        boolean counterDoubted = record.counter().doubts(discharge);
        record = record.with(record.counter().next(discharge));
        FadeTrend.Point point = point(discharge);
        Optional<CapacityEstimate> former = record.estimate();
        if (former.isPresent() && former.get().doubts(point, nominal) && !confirms(point)) {
            rejectPending(at);
            record = record.waiting(point);
        } else if (record.pending().isPresent()
                && former.isPresent()
                && former.get().doubts(point, nominal)) {
            // Two that agree, far from the trend: the battery became another one.
            FadeTrend.Point first = record.pending().get().point();
            take(first, CapacityEstimate.of(first, nominal), nominal, true);
            take(point, record.estimate().get().plus(point, nominal), nominal, true);
        } else {
            rejectPending(at);
            take(
                    point,
                    former.map(known -> known.plus(point, nominal))
                            .orElseGet(() -> CapacityEstimate.of(point, nominal)),
                    nominal,
                    discharge.evidence().share() >= trendShare);
        }
        if (record.pace().isEmpty()) {
            record = record.with(new HealthRecord.Pace(at, point.cycle()));
        }
        boolean wasBeyond = record.endOfLifeSince().isPresent();
        record = record.ended(
                beyondEndOfLife(nominal) ? Optional.of(record.endOfLifeSince().orElse(at)) : Optional.empty());
        return HealthFeature.patch(new HealthFeature.Judgement(
                discharge,
                trend,
                record,
                nominal,
                forecaster.endOfLife() * nominal,
                forecast(nominal),
                counterDoubted,
                wasBeyond,
                at));
    }

    /** Not on the word of a single discharge; and with a little slack before it is taken back, so that an alarm does not come and go. */
    private boolean beyondEndOfLife(double nominal) {
        if (trend.points().size() < CONFIRMED_BY) {
            return false;
        }
        double slack = record.endOfLifeSince().isPresent() ? END_OF_LIFE_SLACK : 0;
        return record.estimate()
                .map(estimate -> estimate.capacity() <= (forecaster.endOfLife() + slack) * nominal)
                .orElse(false);
    }

    private Optional<RemainingLife> forecast(double nominal) {
        return forecaster.forecast(trend, nominal, reader.chemistry());
    }

    /** Rounded at once, so that whoever goes on from the twin's trend forecasts the same. */
    private FadeTrend.Point point(FullDischarge discharge) {
        TemperatureCorrection correction =
                new TemperatureCorrection(discharge.evidence().temperature());
        return new FadeTrend.Point(
                record.counter().cycle(),
                HealthFeature.rounded(correction.capacity(discharge.capacity()), CAPACITY_DIGITS),
                OptionalDouble.of(Math.max(
                        LEAST_ERROR,
                        HealthFeature.rounded(
                                correction.standardError(discharge.capacity(), discharge.standardError()),
                                CAPACITY_DIGITS))));
    }

    private boolean confirms(FadeTrend.Point point) {
        return record.pending()
                .map(pending -> Math.abs(pending.capacityAh() - point.capacity())
                        <= AGREEING_ERRORS
                                * Math.hypot(
                                        pending.standardErrorAh(),
                                        point.standardError().orElse(0)))
                .orElse(false);
    }

    private void rejectPending(Instant at) {
        record.pending().ifPresent(pending -> reject(Discard.UNCONFIRMED, pending.capacityAh(), at));
    }

    private void take(FadeTrend.Point point, CapacityEstimate next, double nominal, boolean full) {
        record = record.estimating(next);
        if (full || point.standardError().orElse(0) <= MOST_TREND_ERROR * nominal) {
            trend = trend.with(point);
        }
    }
}
