package io.celltwin.kafka;

import java.nio.file.Path;

/** Runs a broker as a process of its own: <code>EmbeddedKafkaMain DIRECTORY [PORT]</code>. It stops on SIGTERM. */
public final class EmbeddedKafkaMain {

    private EmbeddedKafkaMain() {}

    /**
     * Starts the broker and prints its address, <code>Kafka: host:port</code>, on standard output.
     *
     * @param arguments the directory and, optionally, the port (any free one by default)
     */
    public static void main(String[] arguments) {
        if (arguments.length < 1 || arguments.length > 2) {
            fail("usage: EmbeddedKafkaMain DIRECTORY [PORT]");
        }
        try {
            int port = arguments.length == 2 ? Integer.parseInt(arguments[1]) : 0;
            EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), port);
            Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-kafka"));
            kafka.fault().thenAccept(EmbeddedKafkaMain::fail);
            System.out.println("Kafka: " + kafka.bootstrapServers());
        } catch (NumberFormatException e) {
            fail("PORT must be a number: " + arguments[1]);
        } catch (EmbeddedKafkaException e) {
            fail(e.getMessage());
        }
    }

    private static void fail(String reason) {
        System.err.println(reason);
        Runtime.getRuntime().halt(1);
    }
}
