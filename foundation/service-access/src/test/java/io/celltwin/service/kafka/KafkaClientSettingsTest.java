package io.celltwin.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaClientSettingsTest {

    private static final String SECRET = "pa\"ss\\word; required";

    @Test
    void everyClientIsGivenWhatIsConfiguredForAllAndItsOwnGoesFirst() {
        KafkaClientSettings settings = with("sasl.mechanism", "SCRAM-SHA-512");
        assertThat(settings.bootstrapServers()).isEqualTo("127.0.0.1:9");
        assertThat(settings.with(Map.of("client.id", "own", "sasl.mechanism", "PLAIN")))
                .containsEntry("bootstrap.servers", "127.0.0.1:9")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("client.id", "own");
        assertThat(settings.admin(Duration.ofSeconds(3)))
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
                .containsEntry("request.timeout.ms", 3_000)
                .containsEntry("default.api.timeout.ms", 3_000);
    }

    @Test
    void aGroupThatIsConfiguredForAllIsNobodys() {
        assertThat(with("group.id", "celltwin").shared()).doesNotContainKey("group.id");
    }

    @Test
    void aProtocolThatKafkaDoesNotKnowIsNamed() {
        assertThat(with("security.protocol", "SASL_SLS").problem())
                .hasValueSatisfying(problem -> assertThat(problem)
                        .contains("SASL_SLS", "security.protocol")
                        .doesNotContain("\n"));
    }

    @Test
    void aTrustStoreThatIsNotThereIsNamed() {
        for (String file : List.of("/not/there.p12", "no\u0000path")) {
            assertThat(with("ssl.truststore.location", file).problem())
                    .hasValue("there is no file " + file + " that can be read (ssl.truststore.location)");
        }
    }

    @Test
    void serversThatCannotBeAnAddressAreNamed() {
        assertThat(with("bootstrap.servers", "nonsense").problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("nonsense"));
        assertThat(new KafkaClientSettings(Map.of()).problem()).isPresent();
    }

    @Test
    void aBrokerThatIsNotThereYetIsNoProblem() {
        assertThat(with("bootstrap.servers", "not-there-yet.invalid:9092").problem())
                .isEmpty();
        assertThat(with("client.id", "check").problem()).isEmpty();
    }

    @Test
    void aProblemWithAnAccountIsToldWithoutItsPassword() {
        Map<String, Object> settings = new HashMap<>(new KafkaSecurity(
                        Optional.of(new SaslLogin(SaslMechanism.PLAIN, "me", "hidden")), false, Optional.empty())
                .settings());
        settings.put("bootstrap.servers", "127.0.0.1:9");
        assertThat(new KafkaClientSettings(settings).problem()).isEmpty();
        settings.computeIfPresent(
                "sasl.jaas.config", (key, jaas) -> jaas.toString().replace(";", ""));
        assertThat(new KafkaClientSettings(settings).problem())
                .hasValueSatisfying(problem -> assertThat(problem).doesNotContain("hidden"));
        assertThat(new KafkaClientSettings(settings))
                .asString()
                .contains("sasl.jaas.config")
                .doesNotContain("hidden");
    }

    @ParameterizedTest
    @EnumSource
    void kafkaReadsTheAccountAsItIs(SaslMechanism mechanism) {
        assertThat(SaslMechanism.named(mechanism.kafkaName().toLowerCase(Locale.ROOT)))
                .hasValue(mechanism);
        SaslLogin login = new SaslLogin(mechanism, "a \"user\"", SECRET);
        Map<String, Object> settings = new KafkaSecurity(Optional.of(login), true, Optional.of("PEM text")).settings();
        assertThat(settings)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("ssl.truststore.type", "PEM")
                .containsEntry("ssl.truststore.certificates", "PEM text")
                .containsEntry("sasl.mechanism", mechanism.kafkaName());
        String jaas = (String) settings.get("sasl.jaas.config");
        assertThat(JaasContext.loadClientContext(Map.of("sasl.jaas.config", new Password(jaas)))
                        .configurationEntries())
                .singleElement()
                .satisfies(entry -> assertThat((Object) entry.getOptions())
                        .isEqualTo(Map.of("username", "a \"user\"", "password", SECRET)));
        assertThat(login.toString()).doesNotContain("word");
    }

    @Test
    void withoutTlsNoAuthoritiesAreTold() {
        assertThat(new KafkaSecurity(Optional.empty(), false, Optional.of("PEM text")).settings())
                .isEqualTo(Map.of("security.protocol", "PLAINTEXT"));
        assertThat(SaslMechanism.named("GSSAPI")).isEmpty();
    }

    private static KafkaClientSettings with(String setting, String value) {
        Map<String, String> settings = new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:9"));
        settings.put(setting, value);
        return new KafkaClientSettings(settings);
    }
}
