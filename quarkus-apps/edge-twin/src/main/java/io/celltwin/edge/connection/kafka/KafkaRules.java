package io.celltwin.edge.connection.kafka;

import io.celltwin.edge.error.UnsupportedFeature;
import io.celltwin.service.kafka.SaslMechanism;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionConfigurationInvalidException;
import org.eclipse.ditto.connectivity.model.ConnectionUriInvalidException;
import org.eclipse.ditto.connectivity.model.Source;

/** What a connection to Kafka may say. */
final class KafkaRules {
    private static final Set<String> PROTOCOLS = Set.of("tcp", "ssl");
    private static final Pattern SERVER = Pattern.compile("[^\\s:,]+:\\d{1,5}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{.*?}}");
    private static final Set<String> KNOWN_SPECIFICS = Set.of(
            KafkaConnectionSettings.BOOTSTRAP_SERVERS,
            KafkaConnectionSettings.GROUP_ID,
            KafkaConnectionSettings.SASL_MECHANISM,
            KafkaConnectionSettings.OFFSET_RESET);

    private KafkaRules() {}

    /**
     * Checks a connection of type kafka.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is wrong or asks for what is not
     *      there
     */
    static void check(Connection connection, DittoHeaders headers) {
        if (!PROTOCOLS.contains(connection.getProtocol())) {
            throw ConnectionUriInvalidException.newBuilder(connection.getProtocol() + "://...")
                    .message("The URI scheme '" + connection.getProtocol()
                            + "' is not valid for connections of type 'kafka'.")
                    .description("It should be one of: ssl, tcp.")
                    .dittoHeaders(headers)
                    .build();
        }
        checkSpecifics(connection, headers);
        if ("ssl".equals(connection.getProtocol()) && !connection.isValidateCertificates()) {
            throw UnsupportedFeature.ANY_CERTIFICATE.error();
        }
        connection.getSources().forEach(source -> check(source, headers));
        connection.getTargets().forEach(target -> checkAddress(target.getAddress(), headers));
        connection.getSources().stream()
                .flatMap(source -> source.getReplyTarget().stream())
                .forEach(target -> checkAddress(target.getAddress(), headers));
    }

    private static void checkSpecifics(Connection connection, DittoHeaders headers) {
        if (connection
                .getSpecificConfig()
                .getOrDefault(KafkaConnectionSettings.BOOTSTRAP_SERVERS, "")
                .isBlank()) {
            throw invalid("The specific configuration lacks 'bootstrapServers'.", headers);
        }
        for (String server : KafkaConnectionSettings.bootstrapServers(connection)) {
            if (!SERVER.matcher(server).matches()) {
                throw invalid("The bootstrap server '" + server + "' is not of the form host:port.", headers);
            }
        }
        String mechanism = KafkaConnectionSettings.saslMechanism(connection);
        if (SaslMechanism.named(mechanism).isEmpty()) {
            throw invalid(
                    "The SASL mechanism '" + mechanism + "' is none of "
                            + Arrays.stream(SaslMechanism.values())
                                    .map(SaslMechanism::kafkaName)
                                    .toList() + ".",
                    headers);
        }
        if (!KafkaConnectionSettings.OFFSET_RESETS.contains(KafkaConnectionSettings.offsetReset(connection))) {
            throw invalid("The specific configuration 'consumerOffsetReset' is to be 'earliest' or 'latest'.", headers);
        }
        for (String name : connection.getSpecificConfig().keySet()) {
            if (!KNOWN_SPECIFICS.contains(name)) {
                throw UnsupportedFeature.SPECIFIC_CONFIG.error(name);
            }
        }
    }

    private static void check(Source source, DittoHeaders headers) {
        for (String address : source.getAddresses()) {
            if (!KafkaAddress.isTopic(address)) {
                throw invalid("The source address '" + address + "' is not the name of a Kafka topic.", headers);
            }
        }
        if (source.getQos().filter(qos -> qos < 0 || qos > 1).isPresent()) {
            throw invalid("The quality of service of a Kafka source is 0 or 1.", headers);
        }
    }

    private static void checkAddress(String address, DittoHeaders headers) {
        try {
            KafkaAddress.parse(PLACEHOLDER.matcher(address).replaceAll("0"));
        } catch (ConnectionConfigurationInvalidException e) {
            throw e.setDittoHeaders(headers);
        }
    }

    private static ConnectionConfigurationInvalidException invalid(String message, DittoHeaders headers) {
        return ConnectionConfigurationInvalidException.newBuilder(message)
                .dittoHeaders(headers)
                .build();
    }
}
