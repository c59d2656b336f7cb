package io.celltwin.maintenance;

import io.celltwin.maintenance.machine.MachineMonitor;
import io.celltwin.maintenance.machine.MonitorSettings;
import io.celltwin.model.ThingModel;
import io.celltwin.state.NewerStateException;
import io.celltwin.twin.client.TwinWriter;
import io.celltwin.twin.subscription.TwinListener;
import io.celltwin.twin.values.TwinChange;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Judges the condition and the effectiveness of every machine among the twins. */
final class MachineWatch implements TwinListener {

    private static final Logger LOG = Logger.getLogger(MachineWatch.class);

    private final TwinWriter writer;
    private final MonitorSettings settings;
    private final Counter written;
    /** Changed by the subscription's thread only, read by the gauges. */
    private final Map<String, Followed> machines = new ConcurrentHashMap<>();

    MachineWatch(TwinWriter writer, MonitorSettings settings, MeterRegistry registry) {
        this.writer = writer;
        this.settings = settings;
        this.written = Counter.builder("celltwin.maintenance.judgements")
                .description("Judgements written into twins")
                .register(registry);
        Gauge.builder(
                        "celltwin.maintenance.learning",
                        machines,
                        all -> all.values().stream()
                                .flatMap(machine -> machine.monitor().stream())
                                .filter(MachineMonitor::learning)
                                .count())
                .description("Machines whose healthy condition is being learnt")
                .register(registry);
        Gauge.builder(
                        "celltwin.maintenance.anomalous",
                        machines,
                        all -> all.values().stream()
                                .flatMap(machine -> machine.monitor().stream())
                                .filter(MachineMonitor::anomalous)
                                .count())
                .description("Machines with an anomaly")
                .register(registry);
    }

    @Override
    public void changed(TwinChange change) {
        if (change.deleted()) {
            machines.remove(change.thingId());
            return;
        }
        if (change.snapshot()) {
            begin(change);
        }
        Followed machine = machines.get(change.thingId());
        if (machine != null) {
            machine.next(change).forEach(patch -> {
                written.increment();
                writer.write(change.thingId(), patch);
            });
        }
    }

    /** Begins to follow a machine at its first snapshot, and anew when its model became another. */
    private void begin(TwinChange snapshot) {
        Followed known = machines.get(snapshot.thingId());
        if (known != null && snapshot.model().filter(known::isReadBy).isPresent()) {
            return;
        }
        machines.remove(snapshot.thingId());
        try {
            Followed.begin(snapshot, settings).ifPresent(machine -> machines.put(snapshot.thingId(), machine));
        } catch (NewerStateException e) {
            LOG.warnf("%s is not followed: %s", snapshot.thingId(), e.getMessage());
        }
    }

    @Override
    public void released(String thingId) {
        machines.remove(thingId);
    }

    @Override
    public boolean settled() {
        return writer.settled();
    }

    @Override
    public Optional<String> checkpoint(String thingId) {
        return Optional.ofNullable(machines.get(thingId)).map(Followed::checkpoint);
    }

    @Override
    public void resumed(String thingId, Optional<ThingModel> model, String checkpoint) {
        ThingModel machine = model.orElseThrow(() -> new IllegalArgumentException("its model is not known"));
        machines.put(thingId, Followed.resume(checkpoint, machine, settings));
    }
}
