package io.celltwin.kafka;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.jboss.logging.Logger;

/**
 * Stands between Kafka and the JVM: where the broker would end the process (a failed disk, a fault in the metadata), the
 * fault is logged and reported instead and only the calling Kafka thread ends.
 */
final class FatalFaults {

    private static final Logger LOG = Logger.getLogger(FatalFaults.class);
    private static final Set<Consumer<String>> LISTENERS = ConcurrentHashMap.newKeySet();

    private FatalFaults() {}

    /** Reports the faults of all brokers of this JVM to the listener. Kafka's exit procedures are global, so is this. */
    static synchronized void reportTo(Consumer<String> listener) {
        if (LISTENERS.isEmpty()) {
            Exit.setExitProcedure(FatalFaults::stopped);
            Exit.setHaltProcedure(FatalFaults::stopped);
        }
        LISTENERS.add(listener);
    }

    static synchronized void stopReportingTo(Consumer<String> listener) {
        if (LISTENERS.remove(listener) && LISTENERS.isEmpty()) {
            Exit.resetExitProcedure();
            Exit.resetHaltProcedure();
        }
    }

    private static void stopped(int status, String message) {
        String fault = "the Kafka broker gave up with status %d%s; see its log lines before this one"
                .formatted(status, message == null ? "" : ": " + message);
        LOG.error(fault);
        LISTENERS.forEach(listener -> listener.accept(fault));
        throw new BrokerGaveUp(fault);
    }

    /** Ends the Kafka thread that wanted to end the process: code after an exit must not run. */
    static final class BrokerGaveUp extends Error {

        private static final long serialVersionUID = 1L;

        BrokerGaveUp(String message) {
            super(message);
        }
    }
}
