package io.celltwin.history;

import io.celltwin.history.ingest.TwinEventRecorder;
import io.celltwin.history.retention.Housekeeping;
import io.celltwin.history.store.TimeSeriesStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Begins and ends with the process. */
@ApplicationScoped
class HistoryLifecycle {

    private final TwinEventRecorder recorder;
    private final Housekeeping housekeeping;
    private final TimeSeriesStore store;

    @Inject
    HistoryLifecycle(TwinEventRecorder recorder, Housekeeping housekeeping, TimeSeriesStore store) {
        this.recorder = recorder;
        this.housekeeping = housekeeping;
        this.store = store;
    }

    void start(@Observes StartupEvent event) {
        recorder.start();
        housekeeping.start();
    }

    void stop(@Observes ShutdownEvent event) {
        recorder.close();
        housekeeping.close();
        store.close();
    }
}
