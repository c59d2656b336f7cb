package io.celltwin.service.kafka;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a client presents a user name and a password to Kafka. */
public enum SaslMechanism {
    PLAIN("PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule"),
    SCRAM_SHA_256("SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule"),
    SCRAM_SHA_512("SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

    private final String kafkaName;
    private final String loginModule;

    SaslMechanism(String kafkaName, String loginModule) {
        this.kafkaName = kafkaName;
        this.loginModule = loginModule;
    }

    /**
     * Finds a mechanism by its name in SASL, in upper or lower case.
     *
     * @return empty if there is none of that name
     */
    public static Optional<SaslMechanism> named(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(mechanism -> mechanism.kafkaName.equals(wanted))
                .findFirst();
    }

    /** Returns its name in SASL, which is Kafka's, too. */
    public String kafkaName() {
        return kafkaName;
    }

    String loginModule() {
        return loginModule;
    }
}
