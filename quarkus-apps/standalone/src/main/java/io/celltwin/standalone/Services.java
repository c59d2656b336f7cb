package io.celltwin.standalone;

import io.celltwin.kafka.EmbeddedKafka;
import io.celltwin.mongodb.EmbeddedMongo;
import io.celltwin.standalone.broker.BrokerKeeper;
import io.celltwin.standalone.disk.DiskGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/** What the apps need from outside and find in this process instead: the Kafka broker and the document server. */
final class Services implements AutoCloseable {
    private final EmbeddedMongo mongo;
    private final String kafkaAddress;
    private final BrokerKeeper kafka;

    private Services(EmbeddedMongo mongo, String kafkaAddress, BrokerKeeper kafka) {
        this.mongo = mongo;
        this.kafkaAddress = kafkaAddress;
        this.kafka = kafka;
    }

    /**
     * Starts both. The broker takes seconds, so it goes on starting in the background; its address is good at once and
     * the apps retry until it answers.
     *
     * @throws CannotStart if the documents cannot be opened
     */
    static Services start(StateDirectory directory, ServicePorts ports, DiskGuard disk) {
        int kafkaPort = ports.of(ServicePorts.Service.KAFKA);
        Path kafkaDirectory = directory.of("kafka");
        BrokerKeeper kafka = new BrokerKeeper(() -> EmbeddedKafka.start(kafkaDirectory, kafkaPort), disk);
        kafka.start();
        try {
            EmbeddedMongo mongo = EmbeddedMongo.start(
                    directory.of("documents"), ports.of(ServicePorts.Service.DOCUMENTS), disk::hasRoom);
            return new Services(mongo, "127.0.0.1:" + kafkaPort, kafka);
        } catch (IOException e) {
            kafka.close();
            throw new CannotStart(e.getMessage());
        }
    }

    String kafkaAddress() {
        return kafkaAddress;
    }

    String documentsAddress() {
        return mongo.connectionString();
    }

    BrokerKeeper kafka() {
        return kafka;
    }

    /** Completes with one line when the broker could not start, or gave up for good. */
    CompletionStage<String> failure() {
        return kafka.failure();
    }

    @Override
    public void close() {
        kafka.close();
        mongo.close();
    }
}
