package io.celltwin.standalone.terminal;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import org.jboss.logmanager.ExtHandler;

/** Says in one line, once, that the log cannot be written, where the logging library would print a stack trace. */
@ApplicationScoped
class LogFaults {

    void start(@Observes StartupEvent event) {
        ErrorManager oneLine = new OneLine();
        for (Handler handler : LogManager.getLogManager().getLogger("").getHandlers()) {
            use(oneLine, handler);
        }
    }

    private static void use(ErrorManager manager, Handler handler) {
        handler.setErrorManager(manager);
        if (handler instanceof ExtHandler group) {
            for (Handler part : group.getHandlers()) {
                use(manager, part);
            }
        }
    }

    private static final class OneLine extends ErrorManager {
        private final AtomicBoolean told = new AtomicBoolean();

        @Override
        public synchronized void error(String message, Exception e, int code) {
            if (told.compareAndSet(false, true)) {
                System.err.println("celltwin: the log cannot be written: " + (e == null ? message : e.getMessage()));
            }
        }
    }
}
