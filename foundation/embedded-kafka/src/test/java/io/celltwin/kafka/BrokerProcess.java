package io.celltwin.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@link EmbeddedKafkaMain} in a JVM of its own. */
record BrokerProcess(Process process, String bootstrapServers) implements AutoCloseable {

    private static final String ANNOUNCEMENT = "Kafka: ";

    static BrokerProcess start(Path directory) throws IOException {
        Process process = launch(ProcessBuilder.Redirect.DISCARD, directory.toString());
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String address = output.lines()
                .filter(line -> line.startsWith(ANNOUNCEMENT))
                .findFirst()
                .orElseThrow(() -> new IOException("the broker process ended at its start"));
        return new BrokerProcess(process, address.substring(ANNOUNCEMENT.length()));
    }

    static Process launch(ProcessBuilder.Redirect log, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.concat(
                        Stream.of(
                                java,
                                "-XX:+UseSerialGC",
                                "-Xmx96m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                EmbeddedKafkaMain.class.getName()),
                        Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    /** Ends the process with SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
