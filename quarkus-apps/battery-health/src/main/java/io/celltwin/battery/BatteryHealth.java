package io.celltwin.battery;

import io.celltwin.battery.capacity.MeterSettings;
import io.celltwin.battery.config.BatteryHealthConfig;
import io.celltwin.battery.life.LifeForecaster;
import io.celltwin.twin.TwinClients;
import io.celltwin.twin.access.TwinAccount;
import io.celltwin.twin.client.TwinClient;
import io.celltwin.twin.client.TwinWriter;
import io.celltwin.twin.subscription.Subscription;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Begins to watch the twins with this process and ends it. */
@ApplicationScoped
class BatteryHealth {

    private final BatteryHealthConfig config;
    private final TwinClients clients;
    private final HealthMetrics metrics;
    private final LifeForecaster forecaster;
    private final MeterSettings settings;
    private Subscription subscription;

    BatteryHealth(BatteryHealthConfig config, TwinClients clients, MeterRegistry registry) {
        this.config = config;
        this.clients = clients;
        this.metrics = new HealthMetrics(registry);
        this.forecaster = new LifeForecaster(config.endOfLifePercent() / 100, config.leastDischarges());
        this.settings = new MeterSettings(
                config.emptyCellVoltage(),
                config.chargedPercent(),
                config.emptyPercent(),
                config.longestGap().toMillis() / 1000.0);
    }

    void start(@Observes StartupEvent event) {
        TwinClient client = clients.connect(new TwinAccount(config.username(), config.password()));
        subscription = client.watch(new PackWatch(new TwinWriter(client), settings, forecaster, metrics));
    }

    void stop(@Observes ShutdownEvent event) {
        if (subscription != null) {
            subscription.close();
        }
    }
}
