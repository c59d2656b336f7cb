package io.celltwin.maintenance;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.celltwin.twin.Subscription;
import io.celltwin.twin.TwinAccount;
import io.celltwin.twin.TwinChange;
import io.celltwin.twin.TwinClients;
import io.celltwin.twin.TwinWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/** Watches all twins and judges the condition of every machine among them. */
@ApplicationScoped
class PredictiveMaintenance {

    private static final Logger LOG = Logger.getLogger(PredictiveMaintenance.class);

    private final MaintenanceConfig config;
    private final TwinClients clients;
    private final MachineMonitor.Settings settings;
    private final ModelStore store;
    private final Counter written;
    /** Changed by the subscription's thread only, read by the gauges. */
    private final Map<String, MachineMonitor> machines = new ConcurrentHashMap<>();
    private TwinWriter writer;
    private Subscription subscription;

    PredictiveMaintenance(MaintenanceConfig config, TwinClients clients, MeterRegistry registry) {
        this.config = config;
        this.clients = clients;
        this.settings = new MachineMonitor.Settings(config.learningRows(), config.windowRows(), config.anomalousRows(),
                config.samplingInterval(), config.publishingInterval());
        this.store = new ModelStore(config.directory());
        this.written = Counter.builder("celltwin.maintenance.judgements")
                .description("Judgements written into twins")
                .register(registry);
        Gauge.builder("celltwin.maintenance.learning", machines,
                all -> all.values().stream().filter(MachineMonitor::learning).count())
                .description("Machines whose healthy condition is being learnt")
                .register(registry);
        Gauge.builder("celltwin.maintenance.anomalous", machines,
                all -> all.values().stream().filter(MachineMonitor::anomalous).count())
                .description("Machines with an anomaly")
                .register(registry);
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
            machines.remove(change.thingId());
            return;
        }
        if (change.snapshot()) {
            begin(change);
        }
        var machine = machines.get(change.thingId());
        if (machine == null) {
            return;
        }
        try {
            machine.next(change).forEach(patch -> {
                written.increment();
                writer.write(change.thingId(), patch);
            });
        } catch (UncheckedIOException e) {
            // Without the model on disk a restart would learn a sick machine as healthy, so learning goes on until it can be kept.
            LOG.errorf("%s: %s", change.thingId(), e.getMessage());
        }
    }

    /** Begins to follow a machine at its first snapshot, and anew when its model became another. */
    private void begin(TwinChange snapshot) {
        var model = snapshot.model().flatMap(MachineModel::of);
        if (model.isEmpty()) {
            machines.remove(snapshot.thingId());
        } else {
            machines.compute(snapshot.thingId(),
                    (thingId, known) -> known != null && known.model().equals(model.get())
                            ? known
                            : new MachineMonitor(snapshot, model.get(), settings, store));
        }
    }
}
