package io.celltwin.kafka.junit;

import io.celltwin.kafka.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A real broker in a directory of its own, which can be stopped and started again where it was. */
public final class TestBroker implements AutoCloseable {

    private final Path directory;
    private int port;
    private EmbeddedKafka kafka;

    private TestBroker(int port) {
        this.port = port;
        try {
            directory = Files.createTempDirectory("kafka");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one on any port. */
    public static TestBroker start() {
        return start(0);
    }

    /** Starts one on this port. */
    public static TestBroker start(int port) {
        TestBroker broker = new TestBroker(port);
        broker.resume();
        return broker;
    }

    /** Returns where clients reach it, the same before and after a stop. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Stops it in order; its records stay. */
    public synchronized void stop() {
        if (kafka != null) {
            kafka.close();
            kafka = null;
        }
    }

    /** Starts it again on the same port with the same records. */
    public synchronized void resume() {
        if (kafka == null) {
            kafka = EmbeddedKafka.start(directory.resolve("records"), port);
            port = Integer.parseInt(kafka.bootstrapServers().replaceAll(".*:", ""));
        }
    }

    @Override
    public void close() {
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
