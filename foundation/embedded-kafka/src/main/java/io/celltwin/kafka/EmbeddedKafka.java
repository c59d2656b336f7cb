package io.celltwin.kafka;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jboss.logging.Logger;

/**
 * An Apache Kafka broker (KRaft, broker and controller in one) in this process: it listens on loopback only and keeps
 * its records in a directory. What was acknowledged is there again after the process was killed; after a power cut up
 * to the last second may be missing.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbeddedKafka.class);

    private final KafkaRaftServer server;
    private final BrokerDirectory directory;
    private final LoopbackPorts ports;
    private final CompletableFuture<String> fault = new CompletableFuture<>();
    private final Consumer<String> faultListener = fault::complete;
    private boolean closed;

    private EmbeddedKafka(BrokerDirectory directory, LoopbackPorts ports, Optional<BrokerAccount> account) {
        this.directory = directory;
        this.ports = ports;
        server = new KafkaRaftServer(new KafkaConfig(BrokerSettings.of(directory, ports, account), false), Time.SYSTEM);
    }

    /**
     * Starts a broker that everybody on this machine may use, and returns when it takes records.
     *
     * @param directory where records and metadata are kept; created if absent, one broker at a time
     * @param port the port for clients on 127.0.0.1; 0 for any. It may differ from the last start's
     * @throws EmbeddedKafkaException if the directory cannot be used, the port is taken or the broker does not start
     */
    public static EmbeddedKafka start(Path directory, int port) {
        return start(directory, port, Optional.empty());
    }

    /**
     * Starts a broker and returns when it takes records.
     *
     * @param directory where records and metadata are kept; created if absent, one broker at a time
     * @param port the port for clients on 127.0.0.1; 0 for any. It may differ from the last start's
     * @param account who alone may use it; everybody on this machine if empty
     * @throws EmbeddedKafkaException if the directory cannot be used, the port is taken or the broker does not start
     */
    public static EmbeddedKafka start(Path directory, int port, Optional<BrokerAccount> account) {
        LoopbackPorts ports = LoopbackPorts.find(port);
        BrokerDirectory opened = BrokerDirectory.open(directory);
        long begin = System.nanoTime();
        try {
            EmbeddedKafka kafka = new EmbeddedKafka(opened, ports, account);
            kafka.startup();
            LOG.infof(
                    "Kafka broker on %s with %s is up after %s ms",
                    kafka.bootstrapServers(), opened.path(), (System.nanoTime() - begin) / 1_000_000);
            return kafka;
        } catch (RuntimeException | FatalFaults.BrokerGaveUp e) {
            opened.close();
            throw new EmbeddedKafkaException(
                    "Kafka did not start with directory %s: %s".formatted(opened.path(), e.getMessage()), e);
        }
    }

    private void startup() {
        FatalFaults.reportTo(faultListener);
        try {
            server.startup();
        } catch (RuntimeException | FatalFaults.BrokerGaveUp e) {
            close();
            throw e;
        }
    }

    /** Returns the address for clients, <code>host:port</code>. */
    public String bootstrapServers() {
        return LoopbackPorts.HOST + ":" + ports.broker();
    }

    /**
     * Completes with a reason if the broker gives up on its own (a failed disk, say). It takes no records from then on;
     * the process goes on.
     */
    public CompletionStage<String> fault() {
        return fault.minimalCompletionStage();
    }

    /** Stops the broker in order; returns when it has ended. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            FatalFaults.stopReportingTo(faultListener);
            directory.close();
        }
    }
}
