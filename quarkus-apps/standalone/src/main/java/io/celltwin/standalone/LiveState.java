package io.celltwin.standalone;

import io.celltwin.edge.store.JournalCopy;
import io.celltwin.edge.store.JournalException;
import io.celltwin.history.error.StoreException;
import io.celltwin.history.store.TimeSeriesStore;
import io.celltwin.lifecycle.evidence.RecordLog;
import io.celltwin.mongodb.EmbeddedMongo;
import io.celltwin.registry.store.RegistryFile;
import io.celltwin.standalone.control.ControlServer;
import io.celltwin.standalone.state.PartCopier;
import io.celltwin.standalone.state.StateCopy;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Copies the state of this process while it goes on, when its user's own command asks for it. */
@ApplicationScoped
class LiveState {
    /** When all stores are open, and while they still are. */
    private static final int LAST_TO_START = 100_000;

    private static final int FIRST_TO_STOP = 1;
    private static final String HISTORY = "history.duckdb";

    private final Path root;
    private final Map<String, PartCopier> copiers;
    private ControlServer control;

    @Inject
    LiveState(
            StateRoot state,
            EmbeddedMongo documents,
            JournalCopy twins,
            RegistryFile registry,
            RecordLog log,
            TimeSeriesStore history) {
        this.root = state.path();
        this.copiers = Map.of(
                "record-log", log::copyTo,
                "documents", documents::copyTo,
                "twins", target -> copyTwins(twins, target),
                "registry", registry::copyTo,
                "history", target -> copyHistory(history, target));
    }

    private static void copyTwins(JournalCopy twins, Path target) throws IOException {
        try {
            twins.copyTo(target);
        } catch (JournalException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void copyHistory(TimeSeriesStore history, Path target) throws IOException {
        try {
            history.copyTo(target.resolve(HISTORY));
        } catch (StoreException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    void start(@Observes @Priority(LAST_TO_START) StartupEvent event) throws IOException {
        control = ControlServer.start(root, copy -> new StateCopy(root).make(copy, copiers));
    }

    void stop(@Observes @Priority(FIRST_TO_STOP) ShutdownEvent event) throws IOException {
        if (control != null) {
            control.close();
        }
    }
}
