package io.celltwin.battery;

import io.celltwin.battery.capacity.MeterSettings;
import io.celltwin.battery.life.LifeForecaster;
import io.celltwin.battery.pack.PackHealth;
import io.celltwin.battery.pack.PackModel;
import io.celltwin.battery.pack.PackState;
import io.celltwin.battery.safety.SafetyModel;
import io.celltwin.model.ThingModel;
import io.celltwin.state.NewerStateException;
import io.celltwin.twin.client.TwinWriter;
import io.celltwin.twin.subscription.TwinListener;
import io.celltwin.twin.values.TwinChange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.json.JsonPointer;
import org.jboss.logging.Logger;

/** Keeps the health of every battery among the twins. */
final class PackWatch implements TwinListener {

    private static final Logger LOG = Logger.getLogger(PackWatch.class);

    private static final JsonPointer MEASUREMENT = JsonPointer.of("features/health/properties/measurement");

    private final TwinWriter writer;
    private final MeterSettings settings;
    private final LifeForecaster forecaster;
    private final HealthMetrics metrics;
    private final Map<String, PackHealth> packs = new HashMap<>();

    PackWatch(TwinWriter writer, MeterSettings settings, LifeForecaster forecaster, HealthMetrics metrics) {
        this.writer = writer;
        this.settings = settings;
        this.forecaster = forecaster;
        this.metrics = metrics;
    }

    @Override
    public void changed(TwinChange change) {
        if (change.deleted()) {
            packs.remove(change.thingId());
            return;
        }
        if (change.snapshot()) {
            begin(change);
        }
        PackHealth pack = packs.get(change.thingId());
        if (pack != null) {
            pack.next(change).ifPresent(patch -> {
                if (patch.contains(MEASUREMENT)) {
                    metrics.measured();
                    LOG.infof("%s: a discharge was measured", change.thingId());
                }
                writer.write(change.thingId(), patch);
            });
            pack.safety(change).ifPresent(patch -> writer.write(change.thingId(), patch));
        }
    }

    /** Begins to follow a battery at its first snapshot, and anew when its model became another. */
    private void begin(TwinChange snapshot) {
        Optional<PackModel> model = snapshot.model().flatMap(PackModel::of);
        if (model.isEmpty()) {
            packs.remove(snapshot.thingId());
        } else {
            follow(snapshot, model.get());
        }
    }

    private void follow(TwinChange snapshot, PackModel model) {
        PackHealth known = packs.get(snapshot.thingId());
        if (known != null && known.model().equals(model)) {
            return;
        }
        try {
            packs.put(snapshot.thingId(), new PackHealth(snapshot, model, settings, forecaster, metrics::discarded));
        } catch (NewerStateException e) {
            packs.remove(snapshot.thingId());
            LOG.warnf("%s is not followed: %s", snapshot.thingId(), e.getMessage());
        }
    }

    @Override
    public void released(String thingId) {
        packs.remove(thingId);
    }

    @Override
    public boolean settled() {
        return writer.settled();
    }

    @Override
    public Optional<String> checkpoint(String thingId) {
        return Optional.ofNullable(packs.get(thingId)).map(PackHealth::state).map(PackState.CODEC::write);
    }

    @Override
    public void resumed(String thingId, Optional<ThingModel> model, String checkpoint) {
        PackModel pack = model.flatMap(PackModel::of)
                .orElseThrow(() -> new IllegalArgumentException("its model is no battery's"));
        packs.put(
                thingId,
                PackHealth.of(
                        PackState.CODEC.read(checkpoint),
                        pack,
                        model.flatMap(SafetyModel::of),
                        settings,
                        forecaster,
                        metrics::discarded));
    }
}
