package io.celltwin.lifecycle.step;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import io.celltwin.lifecycle.LifecycleConfig;
import io.celltwin.lifecycle.RecordWriter;
import io.celltwin.twin.TwinChange;

/** Keeps the steps under way: goes on with the saved ones, follows the changes and saves them every few seconds. */
@ApplicationScoped
public class StepWatch {
    private final StepTracker tracker;
    private final StepCheckpoints checkpoints;
    private final RecordWriter writer;
    private final LifecycleConfig config;
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
     * Reads the steps that were under way when the process ended. To be called before the first change.
     *
     * @throws com.mongodb.MongoException if the database cannot be reached
     */
    public void resume() {
        checkpoints.load().forEach(tracker::resume);
        long everyMs = config.checkpointInterval().toMillis();
        clock.scheduleWithFixedDelay(this::save, everyMs, everyMs, TimeUnit.MILLISECONDS);
    }

    /** Takes a change of any thing. */
    public void changed(TwinChange change) {
        tracker.changed(change);
    }

    /** In the queue behind the records of the steps that ended before, so that none is forgotten before it is recorded. */
    private void save() {
        var underWay = tracker.underWay();
        writer.add("The steps under way", () -> checkpoints.save(underWay));
    }

    @PreDestroy
    void stop() {
        clock.shutdownNow();
        save();
    }
}
