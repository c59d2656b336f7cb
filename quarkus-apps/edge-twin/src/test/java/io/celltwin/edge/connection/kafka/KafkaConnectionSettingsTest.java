package io.celltwin.edge.connection.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection says reaches Kafka's clients as it was meant. */
class KafkaConnectionSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"secret", "a:b@c/d", "quo\"te\\back", "semi; required x=\"y\"", "ü 100%"})
    void userAndPasswordArriveUnchanged(String password) {
        String uri = "tcp://user:"
                + URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20") + "@127.0.0.1:9092";
        Map<String, Object> settings = new KafkaConnectionSettings(connection(uri, "scram-sha-256")).consumer("0");

        Map<String, ?> login = JaasContext.loadClientContext(
                        Map.of("sasl.jaas.config", new Password((String) settings.get("sasl.jaas.config"))))
                .configurationEntries()
                .get(0)
                .getOptions();
        assertThat(login.get("username")).isEqualTo("user");
        assertThat(login.get("password")).isEqualTo(password);
        assertThat(settings)
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-256");
    }

    @Test
    void kafkasClientsTakeTheSettings() {
        KafkaConnectionSettings settings = new KafkaConnectionSettings(connection("ssl://127.0.0.1:9093", "plain"));
        Map<String, Object> consumer = settings.consumer("0-1");
        Map<String, Object> producer = settings.producer();
        consumer.putAll(Map.of(
                "key.deserializer", ByteArrayDeserializer.class, "value.deserializer", ByteArrayDeserializer.class));
        producer.putAll(
                Map.of("key.serializer", ByteArraySerializer.class, "value.serializer", ByteArraySerializer.class));

        assertThat(ConsumerConfig.configNames()).containsAll(consumer.keySet());
        assertThat(ProducerConfig.configNames()).containsAll(producer.keySet());
        assertThatCode(() -> new ConsumerConfig(consumer)).doesNotThrowAnyException();
        assertThatCode(() -> new ProducerConfig(producer)).doesNotThrowAnyException();
        assertThat(consumer)
                .containsEntry("bootstrap.servers", "a:1,b:2,127.0.0.1:9093")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("group.id", "plant:demo")
                .containsEntry("group.instance.id", "plant_demo-0-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic", "topic/{{ thing:id }}", "topic/a/b#c", "topic#3", "{{ thing:name }}"})
    void addressesAreTaken(String address) {
        KafkaRules.check(target(address), DittoHeaders.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"to pic", "topic/", "topic#", "topic#x", "topic#-1", "/key", "#1", ".."})
    void wrongAddressesAreRefused(String address) {
        Connection connection = target(address);

        assertThatThrownBy(() -> KafkaRules.check(connection, DittoHeaders.empty()))
                .isInstanceOf(DittoRuntimeException.class);
    }

    private static Connection connection(String uri, String mechanism) {
        return ConnectivityModelFactory.connectionFromJson(JsonObject.of("""
                {"id":"plant:demo","connectionType":"kafka","connectionStatus":"open","uri":"%s",
                 "specificConfig":{"bootstrapServers":"a:1, b:2","saslMechanism":"%s"},
                 "sources":[{"addresses":["t"],"authorizationContext":["a"]}]}""".formatted(uri, mechanism)));
    }

    private static Connection target(String address) {
        return ConnectivityModelFactory.connectionFromJson(JsonObject.of("""
                {"id":"x","connectionType":"kafka","connectionStatus":"open","uri":"tcp://a:1",
                 "specificConfig":{"bootstrapServers":"a:1"},
                 "targets":[{"address":"%s","topics":["_/_/things/twin/events"],"authorizationContext":["a"]}]}""".formatted(address)));
    }
}
