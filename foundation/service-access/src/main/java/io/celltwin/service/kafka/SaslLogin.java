package io.celltwin.service.kafka;

/**
 * An account at a Kafka broker.
 *
 * @param mechanism how it is presented
 * @param username its name
 * @param password its password
 */
public record SaslLogin(SaslMechanism mechanism, String username, String password) {

    /** The value of Kafka's {@code sasl.jaas.config}; whatever the name and the password hold stays in its quotes. */
    String jaasConfig() {
        return "%s required username=%s password=%s;"
                .formatted(mechanism.loginModule(), quoted(username), quoted(password));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "%s by %s".formatted(username, mechanism.kafkaName());
    }
}
