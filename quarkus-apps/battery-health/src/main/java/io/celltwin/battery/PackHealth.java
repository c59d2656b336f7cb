package io.celltwin.battery;

import io.celltwin.twin.values.KnownValues;
import io.celltwin.twin.values.TwinChange;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.eclipse.ditto.json.JsonObject;

/** Follows one battery: from the changes of its twin to what is written into its health feature. */
final class PackHealth {

    private static final int CAPACITY_DIGITS = 4;

    private final PackModel model;
    private final PackReader reader;
    private final DischargeMeter meter;
    private final LifeForecaster forecaster;
    private FadeTrend trend;

    /**
     * @param first the battery's first snapshot, which holds the trend measured by earlier processes
     */
    PackHealth(
            TwinChange first,
            PackModel model,
            MeterSettings settings,
            LifeForecaster forecaster,
            Consumer<Discard> discards) {
        this(
                model,
                new PackReader(model),
                new DischargeMeter(settings, discards),
                forecaster,
                HealthFeature.trend(first.thingId(), first.patch()));
    }

    private PackHealth(
            PackModel model, PackReader reader, DischargeMeter meter, LifeForecaster forecaster, FadeTrend trend) {
        this.model = model;
        this.reader = reader;
        this.meter = meter;
        this.forecaster = forecaster;
        this.trend = trend;
    }

    /** Goes on with a battery that another replica followed. */
    static PackHealth of(
            PackState state,
            PackModel model,
            MeterSettings settings,
            LifeForecaster forecaster,
            Consumer<Discard> discards) {
        return new PackHealth(
                model,
                new PackReader(model, KnownValues.of(state.known())),
                DischargeMeter.of(state.meter(), settings, discards),
                forecaster,
                state.trend().trend());
    }

    /** Everything that a replica needs to go on with the battery. */
    PackState state() {
        return new PackState(reader.known().state(), meter.state(), FadeTrendState.of(trend));
    }

    /** The model by which the battery is read. */
    PackModel model() {
        return model;
    }

    /**
     * Takes the battery's next change.
     *
     * @return what to merge into its twin, if a full discharge ended with this change
     */
    Optional<JsonObject> next(TwinChange change) {
        Optional<BatterySample> sample = reader.read(change);
        OptionalDouble nominal = reader.nominalCapacity();
        if (sample.isEmpty() || nominal.isEmpty() || nominal.getAsDouble() <= 0) {
            return Optional.empty();
        }
        return meter.next(sample.get(), nominal.getAsDouble())
                .map(discharge -> judge(discharge, nominal.getAsDouble(), change.timestamp()));
    }

    private JsonObject judge(FullDischarge discharge, double nominalCapacity, Instant observedAt) {
        double cycle = discharge.cycle().isPresent() ? discharge.cycle().getAsInt() : trend.nextCycle();
        // Rounded at once, so that whoever goes on from the twin's trend forecasts the same.
        double capacity = HealthFeature.rounded(discharge.capacity(), CAPACITY_DIGITS);
        trend = trend.with(new FadeTrend.Point(cycle, capacity));
        return HealthFeature.patch(
                trend,
                capacity,
                nominalCapacity,
                discharge.resistance(),
                forecaster.forecast(trend, nominalCapacity),
                observedAt);
    }
}
