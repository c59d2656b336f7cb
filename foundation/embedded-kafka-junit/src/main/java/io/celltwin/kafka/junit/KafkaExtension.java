package io.celltwin.kafka.junit;

import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class a real broker.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final KafkaExtension KAFKA = KafkaExtension.shared();
 * }</pre>
 *
 * <p>The shared broker starts with the first class of a test JVM that wants it and ends with the JVM's last; classes keep out of
 * each other's way by names of their own ({@link #unique}). A class that stops its broker takes one {@link #ofItsOwn}.
 */
public final class KafkaExtension implements BeforeAllCallback, AfterAllCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(KafkaExtension.class);

    private final boolean shared;
    private Connected connected;

    private KafkaExtension(boolean shared) {
        this.shared = shared;
    }

    /** Returns the way to the broker that all classes of the JVM share. */
    public static KafkaExtension shared() {
        return new KafkaExtension(true);
    }

    /** Returns the way to a broker that only this class has, and may stop and start. */
    public static KafkaExtension ofItsOwn() {
        return new KafkaExtension(false);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        connected = shared
                ? context.getRoot()
                        .getStore(NAMESPACE)
                        .computeIfAbsent(Connected.class, key -> Connected.start(), Connected.class)
                : Connected.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (!shared && connected != null) {
            connected.close();
        }
    }

    /** Returns where the broker is. */
    public String bootstrapServers() {
        return connected.broker().bootstrapServers();
    }

    /** Returns the broker, for a class that has one of its own. */
    public TestBroker broker() {
        if (shared) {
            throw new IllegalStateException("The shared broker is not for one class to stop");
        }
        return connected.broker();
    }

    /** Returns clients of it. */
    public KafkaClient client() {
        return connected.client();
    }

    /** Returns a name for a topic, group or tenant that no other test has. */
    public String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    private record Connected(TestBroker broker, KafkaClient client) implements AutoCloseable {

        static Connected start() {
            TestBroker broker = TestBroker.start();
            return new Connected(broker, new KafkaClient(broker.bootstrapServers()));
        }

        @Override
        public void close() {
            client.close();
            broker.close();
        }
    }
}
