package io.celltwin.service.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * How a Kafka client is secured, told by values instead of Kafka's own settings.
 *
 * @param login the account; empty where the brokers ask for none
 * @param tls whether the connection is encrypted
 * @param trustedPem PEM certificates of the authorities that alone are believed; empty for those of the Java runtime
 */
public record KafkaSecurity(Optional<SaslLogin> login, boolean tls, Optional<String> trustedPem) {

    /** Returns Kafka's settings for it. */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                (login.isPresent() ? "SASL_" : "") + (tls ? "SSL" : "PLAINTEXT"));
        login.ifPresent(account -> {
            settings.put(SaslConfigs.SASL_MECHANISM, account.mechanism().kafkaName());
            settings.put(SaslConfigs.SASL_JAAS_CONFIG, account.jaasConfig());
        });
        if (tls) {
            trustedPem.ifPresent(pem -> {
                settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
                settings.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, pem);
            });
        }
        return settings;
    }
}
