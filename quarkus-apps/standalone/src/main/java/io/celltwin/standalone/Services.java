package io.celltwin.standalone;

import io.celltwin.kafka.EmbeddedKafka;
import io.celltwin.mongodb.EmbeddedMongo;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What the apps need from outside and find in this process instead: the Kafka broker and the document server. */
final class Services implements AutoCloseable {
    private final EmbeddedMongo mongo;
    private final String kafkaAddress;
    private final CompletableFuture<EmbeddedKafka> kafka;

    private Services(EmbeddedMongo mongo, String kafkaAddress, CompletableFuture<EmbeddedKafka> kafka) {
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
    static Services start(StateDirectory directory, ServicePorts ports) {
        int kafkaPort = ports.of(ServicePorts.Service.KAFKA);
        CompletableFuture<EmbeddedKafka> kafka = new CompletableFuture<>();
        Thread starting = new Thread(
                () -> {
                    try {
                        kafka.complete(EmbeddedKafka.start(directory.of("kafka"), kafkaPort));
                    } catch (RuntimeException e) {
                        kafka.completeExceptionally(e);
                    }
                },
                "kafka-start");
        starting.start();
        try {
            EmbeddedMongo mongo =
                    EmbeddedMongo.start(directory.of("documents"), ports.of(ServicePorts.Service.DOCUMENTS));
            return new Services(mongo, "127.0.0.1:" + kafkaPort, kafka);
        } catch (IOException e) {
            kafka.thenAccept(EmbeddedKafka::close);
            throw new CannotStart(e.getMessage());
        }
    }

    String kafkaAddress() {
        return kafkaAddress;
    }

    String documentsAddress() {
        return mongo.connectionString();
    }

    /** Completes with one line when the broker could not start or died. */
    CompletionStage<String> fault() {
        return kafka.thenCompose(EmbeddedKafka::fault)
                .exceptionally(
                        e -> e instanceof CompletionException ? e.getCause().getMessage() : e.getMessage());
    }

    @Override
    public void close() {
        kafka.handle((broker, e) -> broker)
                .thenAccept(broker -> {
                    if (broker != null) {
                        broker.close();
                    }
                })
                .join();
        mongo.close();
    }
}
