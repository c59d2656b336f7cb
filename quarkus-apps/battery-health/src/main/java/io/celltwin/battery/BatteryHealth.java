package io.celltwin.battery;

import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.celltwin.twin.Subscription;
import io.celltwin.twin.TwinAccount;
import io.celltwin.twin.TwinChange;
import io.celltwin.twin.TwinClients;
import io.celltwin.twin.TwinWriter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Watches all twins and keeps the health of every battery among them. */
@ApplicationScoped
class BatteryHealth {

    private static final Logger LOG = Logger.getLogger(BatteryHealth.class);

    private final BatteryHealthConfig config;
    private final TwinClients clients;
    private final HealthMetrics metrics;
    private final LifeForecaster forecaster;
    private final MeterSettings settings;
    /** Only the subscription's thread touches it. */
    private final Map<String, PackHealth> packs = new HashMap<>();
    private TwinWriter writer;
    private Subscription subscription;

    BatteryHealth(BatteryHealthConfig config, TwinClients clients, MeterRegistry registry) {
        this.config = config;
        this.clients = clients;
        this.metrics = new HealthMetrics(registry);
        this.forecaster = new LifeForecaster(config.endOfLifePercent() / 100, config.leastDischarges());
        this.settings = new MeterSettings(config.emptyCellVoltage(), config.chargedPercent(), config.emptyPercent(),
                config.longestGap().toMillis() / 1000.0);
    }

    void start(@Observes StartupEvent event) {
        var client = clients.connect(new TwinAccount(config.username(), config.password()));
        writer = new TwinWriter(client);
        subscription = client.watch(this::changed);
    }

    void stop(@Observes ShutdownEvent event) {
        if (subscription != null) {
            subscription.close();
        }
    }

    private void changed(TwinChange change) {
        if (change.deleted()) {
            packs.remove(change.thingId());
            return;
        }
        if (change.snapshot()) {
            begin(change);
        }
        var pack = packs.get(change.thingId());
        if (pack != null) {
            pack.next(change).ifPresent(patch -> {
                metrics.measured();
                LOG.infof("%s: a full discharge was measured", change.thingId());
                writer.write(change.thingId(), patch);
            });
        }
    }

    /** Begins to follow a battery at its first snapshot, and anew when its model became another. */
    private void begin(TwinChange snapshot) {
        var model = snapshot.model().flatMap(PackModel::of);
        if (model.isEmpty()) {
            packs.remove(snapshot.thingId());
        } else {
            packs.compute(snapshot.thingId(),
                    (thingId, known) -> known != null && known.model().equals(model.get())
                            ? known
                            : new PackHealth(snapshot, model.get(), settings, forecaster, metrics::discarded));
        }
    }
}
