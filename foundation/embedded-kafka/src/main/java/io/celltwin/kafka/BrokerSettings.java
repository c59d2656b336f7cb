package io.celltwin.kafka;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The broker configuration for one small machine: one node, little memory, bounded disk, quick restart. */
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String BROKER_LISTENER = "BROKER";
    private static final String PROTOCOLS = "listener.security.protocol.map";
    private static final String PLAIN = "PLAIN";
    private static final String LISTENER_LOGIN = "listener.name.%s.plain.sasl.jaas.config";
    private static final int MEBIBYTE = 1024 * 1024;
    /** Of a partition, beside its open segment. */
    private static final long MOST_RETAINED_BYTES = 64L * MEBIBYTE;

    private static final long LEAST_RETAINED_BYTES = 4L * MEBIBYTE;
    /** What one partition may take of a small disk, so that a dozen of them leave room for the rest. */
    private static final int PARTITIONS_PER_DISK = 50;

    private static final int SEGMENTS_RETAINED = 4;

    private BrokerSettings() {}

    static Map<String, Object> of(BrokerDirectory directory, LoopbackPorts ports, Optional<BrokerAccount> account) {
        Map<String, Object> settings = new TreeMap<>();
        settings.putAll(identity(directory, ports));
        settings.putAll(account.map(BrokerSettings::security).orElseGet(BrokerSettings::noSecurity));
        settings.putAll(memory());
        settings.putAll(retention(retainedBytes(directory.diskBytes())));
        settings.putAll(singleNode());
        settings.put("group.initial.rebalance.delay.ms", 0);
        if (directory.wasStoppedHard()) {
            settings.putAll(startAfterHardStop());
        }
        return settings;
    }

    private static Map<String, Object> identity(BrokerDirectory directory, LoopbackPorts ports) {
        String broker = "%s://%s:%d".formatted(BROKER_LISTENER, LoopbackPorts.HOST, ports.broker());
        String controller = "%s://%s:%d".formatted(CONTROLLER_LISTENER, LoopbackPorts.HOST, ports.controller());
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", NODE_ID),
                // A voter list in the configuration, not in the metadata log: ports may differ from start to start.
                Map.entry(
                        "controller.quorum.voters",
                        "%d@%s:%d".formatted(NODE_ID, LoopbackPorts.HOST, ports.controller())),
                Map.entry("controller.listener.names", CONTROLLER_LISTENER),
                Map.entry("inter.broker.listener.name", BROKER_LISTENER),
                Map.entry("listeners", broker + "," + controller),
                Map.entry("advertised.listeners", broker),
                Map.entry("log.dirs", directory.path().toString()));
    }

    private static Map<String, Object> noSecurity() {
        return Map.of(PROTOCOLS, BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    }

    /** The controller's listener is asked by the broker alone, but anybody on the machine could connect to it, too. */
    private static Map<String, Object> security(BrokerAccount account) {
        return Map.of(
                PROTOCOLS,
                BROKER_LISTENER + ":SASL_PLAINTEXT," + CONTROLLER_LISTENER + ":SASL_PLAINTEXT",
                "sasl.enabled.mechanisms",
                PLAIN,
                "sasl.mechanism.inter.broker.protocol",
                PLAIN,
                "sasl.mechanism.controller.protocol",
                PLAIN,
                LISTENER_LOGIN.formatted(BROKER_LISTENER.toLowerCase(Locale.ROOT)),
                account.listenerLogin(),
                LISTENER_LOGIN.formatted(CONTROLLER_LISTENER.toLowerCase(Locale.ROOT)),
                account.listenerLogin());
    }

    private static Map<String, Object> memory() {
        return Map.of(
                "num.network.threads", 1,
                "num.io.threads", 2,
                "background.threads", 2,
                "queued.max.requests", 100,
                "log.cleaner.threads", 1,
                "log.cleaner.dedupe.buffer.size", 2 * MEBIBYTE,
                "log.cleaner.io.buffer.size", 128 * 1024,
                // Indexes are memory-mapped at full size while their segment is open. 128 KiB is twice what a full
                // segment needs with one entry per 4 KiB.
                "log.index.size.max.bytes", 128 * 1024,
                "producer.purgatory.purge.interval.requests", 10,
                "metric.reporters", "");
    }

    private static long retainedBytes(long diskBytes) {
        return Math.max(LEAST_RETAINED_BYTES, Math.min(diskBytes / PARTITIONS_PER_DISK, MOST_RETAINED_BYTES));
    }

    private static Map<String, Object> retention(long retainedBytes) {
        return Map.of(
                "log.segment.bytes",
                (int) (retainedBytes / SEGMENTS_RETAINED),
                "log.retention.ms",
                Duration.ofHours(24).toMillis(),
                // Per partition, and the open segment.
                "log.retention.bytes",
                retainedBytes,
                "log.retention.check.interval.ms",
                Duration.ofMinutes(1).toMillis(),
                "metadata.log.segment.bytes",
                8 * MEBIBYTE,
                "metadata.max.retention.bytes",
                16L * MEBIBYTE,
                "metadata.log.max.record.bytes.between.snapshots",
                4L * MEBIBYTE,
                // Kafka acknowledges from the page cache, which outlives the process but not the machine's power.
                "log.flush.interval.ms",
                Duration.ofSeconds(1).toMillis(),
                "log.flush.scheduler.interval.ms",
                Duration.ofSeconds(1).toMillis());
    }

    private static Map<String, Object> singleNode() {
        return Map.of(
                "num.partitions",
                1,
                "offsets.topic.num.partitions",
                1,
                "offsets.topic.replication.factor",
                (short) 1,
                "offsets.topic.segment.bytes",
                4 * MEBIBYTE,
                "transaction.state.log.num.partitions",
                1,
                "transaction.state.log.replication.factor",
                (short) 1,
                "transaction.state.log.min.isr",
                1,
                "transaction.state.log.segment.bytes",
                4 * MEBIBYTE,
                "share.coordinator.state.topic.num.partitions",
                1,
                "share.coordinator.state.topic.replication.factor",
                (short) 1);
    }

    /**
     * After a hard stop the controller takes the former incarnation of the broker for alive until its session ends. It
     * refuses the new one, which asks again after 0.1, 0.3, 0.7, 1.5, 3.1, 6.3, 12.7 s: with Kafka's session of 9 s the
     * start takes 13 s longer. A short session has its price, since a pause of that length ends it; so it is for this
     * run alone.
     */
    private static Map<String, Object> startAfterHardStop() {
        return Map.of(
                "broker.session.timeout.ms", 2_800,
                "broker.heartbeat.interval.ms", 500);
    }
}
