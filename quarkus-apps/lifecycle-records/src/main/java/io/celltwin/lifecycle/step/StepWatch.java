package io.celltwin.lifecycle.step;

import io.celltwin.lifecycle.config.LifecycleConfig;
import io.celltwin.lifecycle.record.RecordWriter;
import io.celltwin.twin.values.TwinChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps the steps under way. A process that follows all machines saves them every few seconds; one that shares the machines
 * with other replicas has its twin client remember them.
 */
@ApplicationScoped
public class StepWatch {
    private final StepTracker tracker;
    private final StepCheckpoints checkpoints;
    private final RecordWriter writer;
    private final LifecycleConfig config;
    private final AtomicBoolean saveWaits = new AtomicBoolean();
    private volatile boolean keepsCheckpoints;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lifecycle-checkpoint");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    StepWatch(StepRecorder recorder, StepCheckpoints checkpoints, RecordWriter writer, LifecycleConfig config) {
        this.tracker = new StepTracker(recorder);
        this.checkpoints = checkpoints;
        this.writer = writer;
        this.config = config;
    }

    /**
     * Goes on with the steps that were under way when the process ended, and saves them from now on. To be called before the
     * first change, where this process follows all machines.
     *
     * @throws com.mongodb.MongoException if the database cannot be reached
     */
    public void keepCheckpoints() {
        checkpoints.load().forEach((machine, step) -> tracker.resume(machine, step, true));
        keepsCheckpoints = true;
        long everyMs = config.checkpointInterval().toMillis();
        clock.scheduleWithFixedDelay(this::save, everyMs, everyMs, TimeUnit.MILLISECONDS);
    }

    /** Takes a change of any thing. */
    public void changed(TwinChange change) {
        tracker.changed(change);
    }

    /** What another replica needs to go on with a machine; empty for a thing that is none. */
    public Optional<String> checkpoint(String thing) {
        return tracker.state(thing).map(MachineState.CODEC::write);
    }

    /**
     * Goes on with a machine that another replica followed up to here.
     *
     * @throws io.celltwin.state.StateException if the checkpoint cannot be read
     */
    public void resume(String thing, String checkpoint) {
        tracker.resume(thing, MachineState.CODEC.read(checkpoint), false);
    }

    /** Another replica goes on with the thing. */
    public void release(String thing) {
        tracker.release(thing);
    }

    /** In the queue behind the records of the steps that ended before, so that none is forgotten before it is recorded. */
    private void save() {
        if (!saveWaits.compareAndSet(false, true)) {
            return; // while the database is away they would pile up
        }
        Map<String, MachineState> underWay = tracker.underWay();
        writer.add("The steps under way", () -> {
            checkpoints.save(underWay);
            saveWaits.set(false);
        });
    }

    /** Saves the steps under way for the last time. To be called before the writer stops. */
    public void stop() {
        clock.shutdownNow();
        saveWaits.set(false);
        if (keepsCheckpoints) {
            save();
        }
    }
}
