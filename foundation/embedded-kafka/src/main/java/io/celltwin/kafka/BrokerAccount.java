package io.celltwin.kafka;

import java.util.Map;

/**
 * Who alone may use a broker, by SASL PLAIN: it listens on loopback only, so that nothing of it goes over a network.
 *
 * @param username letters, digits, {@code .}, {@code _} and {@code -}
 * @param password letters, digits, {@code .}, {@code _} and {@code -}
 */
public record BrokerAccount(String username, String password) {
    private static final String PLAIN_TEXT = "[A-Za-z0-9._-]+";
    private static final String LOGIN_MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule";

    /** @throws IllegalArgumentException if one of them is empty or holds other characters */
    public BrokerAccount {
        if (!username.matches(PLAIN_TEXT) || !password.matches(PLAIN_TEXT)) {
            throw new IllegalArgumentException(
                    "A user name and a password of letters, digits, '.', '_' and '-' are needed");
        }
    }

    /** Returns Kafka's settings for a client that signs in with it. */
    public Map<String, String> clientSettings() {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", login() + ";");
    }

    /** What a listener of the broker knows: its own login and whom it lets in. */
    String listenerLogin() {
        return "%s user_%s=\"%s\";".formatted(login(), username, password);
    }

    private String login() {
        return "%s required username=\"%s\" password=\"%s\"".formatted(LOGIN_MODULE, username, password);
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
        return username;
    }
}
