package io.celltwin.standalone.terminal;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps what Kafka's own classes say out of the terminal: what a person must know of the broker, this program says in a
 * line. The log has it all.
 */
@LoggingFilter(name = "terminal")
public final class TerminalFilter implements Filter {

    @Override
    public boolean isLoggable(LogRecord entry) {
        String logger = entry.getLoggerName();
        return logger == null || !(logger.startsWith("kafka.") || logger.startsWith("org.apache.kafka."));
    }
}
