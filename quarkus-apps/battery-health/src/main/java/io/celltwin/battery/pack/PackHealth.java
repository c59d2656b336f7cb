package io.celltwin.battery.pack;

import io.celltwin.battery.capacity.BatterySample;
import io.celltwin.battery.capacity.CapacityMeasurement;
import io.celltwin.battery.capacity.CapacityMeasurement.Evidence;
import io.celltwin.battery.capacity.CapacitySource;
import io.celltwin.battery.capacity.ChargeSpan;
import io.celltwin.battery.capacity.Discard;
import io.celltwin.battery.capacity.DischargeMeter;
import io.celltwin.battery.capacity.MeterSettings;
import io.celltwin.battery.capacity.MeterState;
import io.celltwin.battery.capacity.Rejection;
import io.celltwin.battery.capacity.TemperatureCorrection;
import io.celltwin.battery.early.EarlyLife;
import io.celltwin.battery.life.FadeTrend;
import io.celltwin.battery.life.FadeTrendState;
import io.celltwin.battery.life.LifeForecaster;
import io.celltwin.battery.life.RemainingLife;
import io.celltwin.battery.pack.ChargeReference.Comparison;
import io.celltwin.battery.pack.HealthRecord.Pending;
import io.celltwin.battery.pack.HealthRecord.Rejected;
import io.celltwin.battery.safety.PackSafety;
import io.celltwin.battery.safety.SafetyModel;
import io.celltwin.battery.safety.SafetyState;
import io.celltwin.twin.values.KnownValues;
import io.celltwin.twin.values.TwinChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.eclipse.ditto.json.JsonObject;

/**
 * Follows one battery: from the changes of its twin to what is written into its health feature.
 *
 * <p>
 * A capacity that {@link DischargeMeter} measured, over a discharge or over a charge, is judged in these steps:
 *
 * <ol>
 *   <li>It is brought to 25 °C and gets its cycle from {@link CycleCounter}.
 *   <li>One far from the battery's own trend waits until the next one agrees. Two that agree make it another battery, unless the
 *       trend rests on much better measurements than they are.
 *   <li>It moves {@link CapacityEstimate} by its error, and stands in the trend if it was a whole discharge or is as good as one.
 *   <li>The voltage curve of a full discharge goes on to {@link EarlyWatch}.
 *   <li>A charge soon after a full discharge becomes the {@link ChargeReference}; one without is compared with it.
 * </ol>
 */
public final class PackHealth {

    private static final int CAPACITY_DIGITS = 4;
    private static final double LEAST_ERROR = 1e-4;
    /** Capacities with larger errors, relative to the nominal one, move the estimate, but not the trend. */
    private static final double MOST_TREND_ERROR = 0.025;

    private static final double AGREEING_ERRORS = 3;
    private static final int CONFIRMED_BY = 2;
    private static final double END_OF_LIFE_SLACK = 0.01;
    /** Errors smaller than those of a doubtful measurement by this factor are not given up for it. */
    private static final double MUCH_BETTER = 1.5;
    /** No rest brings back a larger part of the nominal capacity: a battery that has so much more is another one. */
    private static final double MOST_RECOVERY = 0.08;
    /** Error of a capacity whose temperature is not known, relative to it. */
    private static final double UNKNOWN_TEMPERATURE = 0.01;
    /** So many charges after a full discharge the capacity is as it was then. */
    private static final int SOON = 2;
    /** A reference gives way only to one that tells of nearly as much of the capacity. */
    private static final double NEARLY = 0.8;
    /** Without full discharges, so many measurements make a capacity that a charge can be a reference of. */
    private static final long ENOUGH = 3;

    private static final double WORTH_TELLING = 1.2;
    private static final int PATIENCE = 20;
    /** So many samples with another serial number make it another battery. */
    private static final int CERTAIN = 3;

    private final PackModel model;
    private final double currentError;
    private final PackReader reader;
    private final DischargeMeter meter;
    private final double trendShare;
    private final LifeForecaster forecaster;
    private final Consumer<Discard> discards;
    private final List<Rejection> untold = new ArrayList<>();
    private final List<ChargeSpan> charges = new ArrayList<>();
    private final Optional<PackSafety> safety;
    private final EarlyWatch early;
    private FadeTrend trend;
    private HealthRecord record;
    private int obstacles;
    private int others;
    private boolean obstacleTold;
    private double toldError;

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
                EarlyLifeFeature.read(first.thingId(), first.patch()),
                first.model().flatMap(SafetyModel::of).map(PackSafety::begin));
        obstacleTold = HealthFeature.hasObstacle(first.patch());
        double cycle = trend.points().isEmpty()
                ? 0
                : trend.points().get(trend.points().size() - 1).cycle();
        Optional<EstimatorState> estimator = HealthFeature.estimator(first.thingId(), first.patch(), cycle);
        if (estimator.isPresent()) {
            cycle = Math.max(cycle, estimator.get().estimate().cycle());
            record = record.goingOn(estimator.get());
        }
        if (cycle > 0) {
            record = record.with(new CycleCounter(cycle, OptionalInt.empty(), OptionalDouble.empty()));
            record = record.ended(HealthFeature.endOfLifeAlarm(first.patch()));
        }
        record = record.of(HealthFeature.serialNumber(first.patch()));
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
            EarlyLife early,
            Optional<PackSafety> safety) {
        this.model = model;
        this.currentError = model.currentError();
        this.reader = reader;
        this.meter = DischargeMeter.of(meter, settings, untold::add, charges::add);
        this.trendShare = (settings.chargedPercent() - settings.emptyPercent()) / 100;
        this.forecaster = forecaster;
        this.discards = discards;
        this.trend = trend;
        this.record = record;
        this.early = new EarlyWatch(early);
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
                state.early(),
                safety.map(known -> PackSafety.of(known, state.safety())));
    }

    /** Everything that a replica needs to go on with the battery. */
    public PackState state() {
        return new PackState(
                reader.known().state(),
                meter.state(),
                FadeTrendState.of(trend),
                record,
                early.life(),
                safety.map(PackSafety::state).orElse(SafetyState.NEW));
    }

    /** The model by which the battery is read. */
    public PackModel model() {
        return model;
    }

    /**
     * Takes the battery's next change.
     *
     * @return what to merge into its twin, if a capacity was measured with this change, or something was not taken
     */
    public Optional<JsonObject> next(TwinChange change) {
        Optional<BatterySample> sample = reader.read(change);
        if (reader.obstacle().isPresent()) {
            return obstructed(reader.obstacle());
        }
        if (sample.isEmpty()) {
            return Optional.empty();
        }
        obstacles = 0;
        if (isAnother()) {
            return Optional.of(exchanged(change.timestamp()));
        }
        double nominal = reader.nominalCapacity().orElseThrow();
        early.next(sample.get(), nominal);
        Optional<CapacityMeasurement> discharge = meter.next(sample.get(), nominal);
        Instant at = change.timestamp();
        boolean rejected = !untold.isEmpty();
        untold.forEach(rejection -> reject(rejection.reason(), rejection.charge(), at));
        untold.clear();
        Optional<JsonObject> patch = Optional.empty();
        for (ChargeSpan charge : charges) {
            Optional<JsonObject> before = patch;
            patch = charged(charge, nominal, at)
                    .or(() -> aged(nominal))
                    .map(later -> before.map(earlier -> HealthFeature.together(earlier, later))
                            .orElse(later))
                    .or(() -> before);
        }
        charges.clear();
        if (discharge.isPresent()) {
            JsonObject judged = judge(discharge.get(), nominal, at);
            return Optional.of(patch.map(earlier -> HealthFeature.together(earlier, judged))
                    .orElse(judged));
        }
        if (patch.isEmpty() && rejected) {
            patch = Optional.of(HealthFeature.rejections(record));
        }
        return patch.isEmpty() && obstacleTold ? obstructed(Optional.empty()) : patch;
    }

    /** Whether the serial number is another one, as told with several samples; one that is told first is that of this battery. */
    private boolean isAnother() {
        Optional<String> told = reader.serialNumber();
        if (told.isEmpty() || told.equals(record.serialNumber())) {
            others = 0;
            return false;
        }
        if (record.serialNumber().isEmpty()) {
            record = record.of(told);
            return false;
        }
        return ++others >= CERTAIN;
    }

    private JsonObject exchanged(Instant at) {
        meter.exchanged();
        untold.forEach(rejection -> reject(rejection.reason(), rejection.charge(), at));
        untold.clear();
        HealthRecord former = record;
        others = 0;
        toldError = 0;
        trend = FadeTrend.EMPTY;
        early.forget();
        record = former.anew().of(reader.serialNumber());
        return HealthFeature.exchanged(former, record);
    }

    /** Not at once, for a device is not read all at once. */
    private Optional<JsonObject> obstructed(Optional<String> reason) {
        obstacles = reason.isPresent() ? obstacles + 1 : 0;
        boolean told = reason.isPresent() && (obstacleTold || obstacles >= PATIENCE);
        if (told == obstacleTold) {
            return Optional.empty();
        }
        obstacleTold = told;
        return Optional.of(HealthFeature.obstacle(reason));
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

    /** What a charge says: by its states of charge, and by its voltages. */
    private Optional<JsonObject> charged(ChargeSpan charge, double nominal, Instant at) {
        record = record.with(record.counter().next(charge)).charged();
        Optional<JsonObject> patch = charge.byStateOfCharge().map(measured -> judge(measured, nominal, at));
        // While it is in doubt which battery this is, nothing is compared with a former charge.
        if (record.pending().isPresent()) {
            return patch;
        }
        if (isReference(charge)) {
            ChargeReference.of(
                            charge.curve(),
                            charge.evidence().temperature(),
                            record.estimate().get().capacity())
                    .filter(made -> record.reference()
                            .map(known -> made.share() >= NEARLY * known.share())
                            .orElse(true))
                    .ifPresent(made ->
                            record = record.estimating(record.estimate().get().withReference())
                                    .with(made));
            return patch;
        }
        Optional<Comparison> comparison = record.estimate().isEmpty()
                ? Optional.empty()
                : record.reference()
                        .flatMap(known ->
                                known.compare(charge.curve(), charge.evidence().temperature()));
        if (comparison.isEmpty()) {
            return patch;
        }
        Comparison found = comparison.get();
        record = record.estimating(record.estimate().get().doubtingReference(found.doubt()))
                .with(found.reference());
        JsonObject judged = judge(measured(charge, found), nominal, at);
        return Optional.of(
                patch.map(earlier -> HealthFeature.together(earlier, judged)).orElse(judged));
    }

    /** How sure the capacity still is when it was not measured for long; empty while the twin says about that. */
    private Optional<JsonObject> aged(double nominal) {
        if (record.estimate().isEmpty()) {
            return Optional.empty();
        }
        double now =
                record.estimate().get().at(record.counter().cycle(), nominal).standardError();
        if (now < WORTH_TELLING * Math.max(toldError, record.estimate().get().standardError())) {
            return Optional.empty();
        }
        toldError = now;
        return Optional.of(HealthFeature.aged(now, nominal));
    }

    /** Whether the capacity is known as well as it can be, so that the charge says how the battery takes it. */
    private boolean isReference(ChargeSpan charge) {
        if (record.estimate().isEmpty() || charge.curve().charges().isEmpty()) {
            return false;
        }
        boolean soon = record.chargesSinceFull().orElse(Integer.MAX_VALUE) <= SOON;
        return soon || (record.reference().isEmpty() && record.estimate().get().measurements() >= ENOUGH);
    }

    private static CapacityMeasurement measured(ChargeSpan charge, Comparison found) {
        Evidence seen = charge.evidence();
        return new CapacityMeasurement(
                found.capacity(),
                OptionalDouble.empty(),
                charge.cycle(),
                charge.end(),
                found.standardError(),
                CapacitySource.VOLTAGE_WINDOW,
                new Evidence(
                        seen.charge(),
                        found.share(),
                        String.format(Locale.ROOT, "%.3f V to %.3f V", found.from(), found.to()),
                        seen.counted(),
                        seen.seconds(),
                        seen.samples(),
                        seen.longestGap(),
                        seen.meanCurrent(),
                        seen.temperature(),
                        seen.offset(),
                        seen.ignored(),
                        seen.weakestCell(),
                        seen.spreadCharged(),
                        seen.spreadEmpty()));
    }

    private JsonObject judge(CapacityMeasurement counted, double nominal, Instant at) {
        CapacityMeasurement measured = counted.withCurrentError(currentError);
        boolean discharge = !measured.source().charging();
        boolean counterDoubted = discharge && record.counter().doubts(measured);
        record = discharge ? record.with(record.counter().next(measured)) : record;
        FadeTrend.Point point = point(measured);
        weigh(measured, point, nominal, at);
        toldError = 0;
        if (record.pace().isEmpty()) {
            record = record.with(new HealthRecord.Pace(at, point.cycle()));
        }
        boolean wasBeyond = record.endOfLifeSince().isPresent();
        record = record.ended(
                beyondEndOfLife(nominal) ? Optional.of(record.endOfLifeSince().orElse(at)) : Optional.empty());
        JsonObject patch = HealthFeature.patch(new HealthFeature.Judgement(
                measured,
                trend,
                record,
                nominal,
                forecaster.endOfLife() * nominal,
                forecast(nominal),
                counterDoubted,
                wasBeyond,
                at));
        return early.measured(measured, point.cycle(), record.pending().isPresent(), reader.chemistry())
                .map(told -> patch.setValue(EarlyLifeFeature.POINTER, told))
                .orElse(patch);
    }

    private void weigh(CapacityMeasurement measured, FadeTrend.Point point, double nominal, Instant at) {
        CapacitySource source = measured.source();
        Optional<CapacityEstimate> former = record.estimate();
        boolean doubted = former.isPresent() && former.get().doubts(point, source, nominal);
        boolean weak = former.isPresent() && source != CapacitySource.FULL_DISCHARGE && isWeak(former.get(), point);
        if (doubted && weak) {
            reject(Discard.UNCONFIRMED, point.capacity(), at);
        } else if (doubted && !confirms(point)) {
            rejectPending(at);
            record = record.waiting(point, source);
        } else if (doubted) {
            becomeAnother(former.get(), record.pending().get(), point, source, nominal);
        } else {
            Optional<Pending> stays = weak ? record.pending() : Optional.empty();
            if (!weak) {
                rejectPending(at);
            }
            take(
                    point,
                    former.map(known -> known.plus(point, source, nominal))
                            .orElseGet(() -> CapacityEstimate.of(point, source, nominal)),
                    source,
                    nominal,
                    !source.charging() && measured.evidence().share() >= trendShare);
            record = record.with(stays);
            record = source == CapacitySource.FULL_DISCHARGE ? record.fullyDischarged() : record;
        }
    }

    /** Whether the trend rests on much better measurements than this one, which then neither makes nor settles a doubt. */
    private static boolean isWeak(CapacityEstimate known, FadeTrend.Point point) {
        return MUCH_BETTER * known.standardError() < point.standardError().orElse(0);
    }

    /** Two that agree, far from the trend. One that rose further than a battery recovers was exchanged for another. */
    private void becomeAnother(
            CapacityEstimate former, Pending pending, FadeTrend.Point point, CapacitySource source, double nominal) {
        FadeTrend.Point first = pending.point();
        boolean exchanged = first.capacity() - former.capacity() > MOST_RECOVERY * nominal
                && point.capacity() - former.capacity() > MOST_RECOVERY * nominal;
        if (exchanged) {
            early.forget();
        }
        record = record.becomingAnother(exchanged ? OptionalDouble.of(first.cycle()) : record.replacedAt());
        take(
                first,
                CapacityEstimate.of(first, pending.source(), nominal),
                pending.source(),
                nominal,
                !pending.source().charging());
        take(point, record.estimate().get().plus(point, source, nominal), source, nominal, !source.charging());
    }

    /** Not on the word of a single discharge; and with a little slack before it is taken back, so that an alarm does not come and go. */
    private boolean beyondEndOfLife(double nominal) {
        boolean confirmed = trend.points().size() >= CONFIRMED_BY
                || record.estimate()
                        .map(known -> known.measurements() >= CONFIRMED_BY)
                        .orElse(false);
        if (!confirmed) {
            return false;
        }
        double slack = record.endOfLifeSince().isPresent() ? END_OF_LIFE_SLACK : 0;
        return record.estimate()
                .map(estimate -> estimate.capacity() <= (forecaster.endOfLife() + slack) * nominal)
                .orElse(false);
    }

    private Optional<RemainingLife> forecast(double nominal) {
        return forecaster.forecast(
                record.replacedAt().isPresent()
                        ? trend.since(record.replacedAt().getAsDouble())
                        : trend,
                nominal,
                reader.chemistry());
    }

    /** Rounded at once, so that whoever goes on from the twin's trend forecasts the same. */
    private FadeTrend.Point point(CapacityMeasurement measured) {
        OptionalDouble celsius = measured.evidence().temperature();
        boolean toEmpty = measured.source().toEmpty();
        TemperatureCorrection correction = new TemperatureCorrection(toEmpty ? celsius : OptionalDouble.empty());
        double unknown = toEmpty && celsius.isEmpty() ? UNKNOWN_TEMPERATURE * measured.capacity() : 0;
        double error = Math.hypot(correction.standardError(measured.capacity(), measured.standardError()), unknown);
        return new FadeTrend.Point(
                record.counter().cycle(),
                HealthFeature.rounded(correction.capacity(measured.capacity()), CAPACITY_DIGITS),
                OptionalDouble.of(Math.max(LEAST_ERROR, HealthFeature.rounded(error, CAPACITY_DIGITS))));
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

    /** What was found while charging has an error that it shares with the charges before, and is no point of the trend. */
    private void take(
            FadeTrend.Point point, CapacityEstimate next, CapacitySource source, double nominal, boolean full) {
        record = record.estimating(next);
        if (full || (!source.charging() && point.standardError().orElse(0) <= MOST_TREND_ERROR * nominal)) {
            trend = trend.with(point);
        }
    }
}
