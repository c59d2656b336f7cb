package io.celltwin.edge.connection.kafka;

import io.celltwin.edge.connection.transport.OutboundMessage;
import io.celltwin.edge.connection.transport.Transport;
import io.celltwin.edge.connection.transport.TransportContract;
import io.celltwin.kafka.junit.KafkaClient;
import io.celltwin.kafka.junit.TestBroker;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Connections to Kafka keep the contract of a transport. */
class KafkaTransportTest extends TransportContract {
    private static Broker broker;

    private String topic;

    @BeforeAll
    static void startBroker() {
        broker = new Broker();
    }

    @AfterAll
    static void closeBroker() {
        broker.close();
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
        private final TestBroker kafka = TestBroker.start();
        private final KafkaClient client = new KafkaClient(kafka.bootstrapServers());

        String servers() {
            return kafka.bootstrapServers();
        }

        @Override
        public void send(Connection connection, Map<String, String> headers, String payload) {
            String topic =
                    connection.getSources().get(0).getAddresses().iterator().next();
            ProducerRecord<String, String> message = new ProducerRecord<>(topic, "key", payload);
            headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            client.send(message);
        }

        @Override
        public List<Received> receive(Connection connection, int count) {
            String topic = connection.getTargets().get(0).getAddress().split("/")[0];
            return client.receive(topic, count).stream()
                    .map(message -> new Received(headers(message), message.value()))
                    .toList();
        }

        private static Map<String, String> headers(ConsumerRecord<String, String> message) {
            Map<String, String> headers = new HashMap<>();
            message.headers()
                    .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
            return headers;
        }

        @Override
        public void stop() {
            kafka.stop();
        }

        @Override
        public void start() {
            kafka.resume();
        }

        void close() {
            client.close();
            kafka.close();
        }
    }
}
