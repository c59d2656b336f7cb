package io.celltwin.standalone;

import io.celltwin.kafka.BrokerAccount;
import io.celltwin.kafka.EmbeddedKafka;
import io.celltwin.mongodb.Account;
import io.celltwin.mongodb.EmbeddedMongo;
import io.celltwin.standalone.broker.BrokerKeeper;
import io.celltwin.standalone.disk.DiskGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What the apps need from outside and find in this process instead: the Kafka broker and the document server. */
final class Services implements AutoCloseable {
    private static final String USER = "celltwin";

    private final EmbeddedMongo mongo;
    private final String kafkaAddress;
    private final BrokerAccount kafkaAccount;
    private final BrokerKeeper kafka;

    private Services(EmbeddedMongo mongo, String kafkaAddress, BrokerAccount kafkaAccount, BrokerKeeper kafka) {
        this.mongo = mongo;
        this.kafkaAddress = kafkaAddress;
        this.kafkaAccount = kafkaAccount;
        this.kafka = kafka;
    }

    /**
     * Starts both. The broker takes seconds, so it goes on starting in the background; its address is good at once and
     * the apps retry until it answers. Both ask for the installation's own password: nobody else on the machine gets in,
     * and an app that meets another installation's broker, which took the port in the meantime, is refused by it.
     *
     * @throws CannotStart if the documents cannot be opened
     */
    static Services start(StateDirectory directory, ServicePorts ports, DiskGuard disk) {
        int kafkaPort = ports.of(ServicePorts.Service.KAFKA);
        String password = directory.secret("services.password");
        BrokerAccount kafkaAccount = new BrokerAccount(USER, password);
        Path kafkaDirectory = directory.of("kafka");
        BrokerKeeper kafka =
                new BrokerKeeper(() -> EmbeddedKafka.start(kafkaDirectory, kafkaPort, Optional.of(kafkaAccount)), disk);
        kafka.start();
        try {
            EmbeddedMongo mongo = EmbeddedMongo.start(
                    directory.of("documents"),
                    ports.of(ServicePorts.Service.DOCUMENTS),
                    disk::hasRoom,
                    Optional.of(new Account(USER, password)));
            return new Services(mongo, "127.0.0.1:" + kafkaPort, kafkaAccount, kafka);
        } catch (IOException e) {
            kafka.close();
            throw new CannotStart(e.getMessage());
        }
    }

    String kafkaAddress() {
        return kafkaAddress;
    }

    BrokerAccount kafkaAccount() {
        return kafkaAccount;
    }

    /** The documents' {@code mongodb://} URL, with the password. */
    String documentsAddress() {
        return mongo.connectionString();
    }

    EmbeddedMongo documents() {
        return mongo;
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
