package io.celltwin.edge.connection.kafka;

import io.celltwin.edge.connection.transport.OutboundMessage;
import io.celltwin.edge.connection.transport.Transport;
import io.celltwin.edge.connection.transport.TransportContract;
import io.celltwin.kafka.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Connections to Kafka keep the contract of a transport. */
class KafkaTransportTest extends TransportContract {
    @TempDir
    static Path directory;

    private static Broker broker;

    private String topic;

    @BeforeAll
    static void startBroker() {
        broker = new Broker(directory);
    }

    @AfterAll
    static void stopBroker() {
        broker.stop();
    }

    @BeforeEach
    void chooseTopic() {
        topic = "transport-" + UUID.randomUUID();
    }

    @Override
    protected Transport transport() {
        return new KafkaTransport();
    }

    @Override
    protected Peer peer() {
        return broker;
    }

    @Override
    protected Connection connection(Peer peer) {
        return connection(topic + ".in");
    }

    @Override
    protected Connection wrongConnection(Peer peer) {
        return connection("no topic/of Kafka");
    }

    private Connection connection(String source) {
        return ConnectivityModelFactory.connectionFromJson(
                JsonObject.of("""
                {"id":"%s","connectionType":"kafka","connectionStatus":"open","uri":"tcp://%s",
                 "specificConfig":{"bootstrapServers":"%s"},
                 "sources":[{"addresses":["%s"],"qos":1,"authorizationContext":["test:a"]}],
                 "targets":[{"address":"%s.out/key","authorizationContext":["test:a"],
                  "topics":["_/_/things/twin/events"]}]}""".formatted(topic, broker.servers(), broker.servers(), source, topic)));
    }

    @Override
    protected OutboundMessage outbound(Connection connection, Map<String, String> headers, String payload) {
        String target = connection.getTargets().get(0).getAddress();
        return new OutboundMessage(target, target, headers, payload);
    }

    @Override
    protected OutboundMessage unsendable(Connection connection) {
        return new OutboundMessage(
                connection.getTargets().get(0).getAddress(), "no topic/", Map.of(), "never to arrive");
    }

    private static final class Broker implements Peer {
        private final Path directory;
        private final int port;
        private EmbeddedKafka kafka;
        private KafkaProducer<String, String> producer;

        Broker(Path directory) {
            this.directory = directory;
            start(0);
            port = Integer.parseInt(servers().substring(servers().lastIndexOf(':') + 1));
        }

        String servers() {
            return kafka.bootstrapServers();
        }

        @Override
        public void send(Connection connection, Map<String, String> headers, String payload) {
            String topic =
                    connection.getSources().get(0).getAddresses().iterator().next();
            ProducerRecord<String, String> message = new ProducerRecord<>(topic, "key", payload);
            headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(message);
            producer.flush();
        }

        @Override
        public List<Received> receive(Connection connection, int count) {
            String topic = connection.getTargets().get(0).getAddress().split("/")[0];
            List<Received> received = new ArrayList<>();
            try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                    Map.of(
                            "bootstrap.servers",
                            servers(),
                            "group.id",
                            UUID.randomUUID().toString(),
                            "auto.offset.reset",
                            "earliest"),
                    new StringDeserializer(),
                    new StringDeserializer())) {
                consumer.subscribe(List.of(topic));
                long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
                while (received.size() < count && System.nanoTime() < end) {
                    consumer.poll(Duration.ofMillis(100)).forEach(message -> {
                        Map<String, String> headers = new HashMap<>();
                        message.headers()
                                .forEach(header ->
                                        headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
                        received.add(new Received(headers, message.value()));
                    });
                }
            }
            return received;
        }

        @Override
        public void stop() {
            producer.close();
            kafka.close();
        }

        @Override
        public void start() {
            start(port);
        }

        private void start(int wanted) {
            kafka = EmbeddedKafka.start(directory, wanted);
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka.bootstrapServers()),
                    new StringSerializer(),
                    new StringSerializer());
        }
    }
}
