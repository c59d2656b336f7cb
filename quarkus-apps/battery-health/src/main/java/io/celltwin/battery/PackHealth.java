package io.celltwin.battery;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.ditto.json.JsonObject;

import io.celltwin.twin.TwinChange;

/** Follows one battery: from the changes of its twin to what is written into its health feature. */
final class PackHealth {

    private final PackModel model;
    private final PackReader reader;
    private final DischargeMeter meter;
    private final LifeForecaster forecaster;
    private FadeTrend trend;

    /**
     * @param first the battery's first snapshot, which holds the trend measured by earlier processes
     */
    PackHealth(TwinChange first, PackModel model, MeterSettings settings, LifeForecaster forecaster,
            Consumer<Discard> discards) {
        this.model = model;
        this.reader = new PackReader(model);
        this.meter = new DischargeMeter(settings, discards);
        this.forecaster = forecaster;
        this.trend = HealthFeature.trend(first.thingId(), first.patch());
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
        var sample = reader.read(change);
        var nominal = reader.nominalCapacity();
        if (sample.isEmpty() || nominal.isEmpty() || nominal.getAsDouble() <= 0) {
            return Optional.empty();
        }
        return meter.next(sample.get(), nominal.getAsDouble())
                .map(discharge -> judge(discharge, nominal.getAsDouble(), change.timestamp()));
    }

    private JsonObject judge(FullDischarge discharge, double nominalCapacity, Instant observedAt) {
        var cycle = discharge.cycle().isPresent() ? discharge.cycle().getAsInt() : trend.nextCycle();
        trend = trend.with(new FadeTrend.Point(cycle, discharge.capacity()));
        return HealthFeature.patch(trend, discharge.capacity(), nominalCapacity, discharge.resistance(),
                forecaster.forecast(trend, nominalCapacity), observedAt);
    }
}
