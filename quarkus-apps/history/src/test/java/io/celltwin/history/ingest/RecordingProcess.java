package io.celltwin.history.ingest;

import io.celltwin.history.sql.SqlTimeSeriesStore;
import io.celltwin.history.store.TimeSeriesStore;
import io.celltwin.model.ModelCatalog;
import io.celltwin.service.disk.DiskSpace;
import io.celltwin.service.kafka.KafkaClientSettings;
import io.celltwin.twin.subscription.ModelLookup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A process that records until it is killed, and says a line when it begins to write a batch and when it is written. */
final class RecordingProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader lines;

    private RecordingProcess(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static RecordingProcess start(String servers, String topic, Path database) throws IOException {
        return new RecordingProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RecordingProcess.class.getName(),
                        servers,
                        topic,
                        database.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Waits for so many lines. */
    void awaitLines(int count) throws IOException {
        int seen = 0;
        while (seen < count) {
            String line = lines.readLine();
            if (line == null) {
                throw new IllegalStateException("The process has ended by itself after " + seen + " lines");
            }
            if (line.equals("writing") || line.equals("written")) {
                seen++;
            }
        }
    }

    /** Kills it without a word. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    static TwinEventRecorder recorder(String servers, String topic, TimeSeriesStore store, DiskSpace disk) {
        return recorder(servers, topic, store, disk, new SimpleMeterRegistry());
    }

    static TwinEventRecorder recorder(
            String servers, String topic, TimeSeriesStore store, DiskSpace disk, SimpleMeterRegistry meters) {
        return new TwinEventRecorder(
                new TwinEventRecorder.Settings(
                        new KafkaClientSettings(Map.of("bootstrap.servers", servers)), topic, Duration.ofMillis(20)),
                store,
                new ModelLookup(ModelCatalog.bundled(), InstantSource.system()),
                disk,
                new IngestMetrics(meters, InstantSource.system()));
    }

    /** @param arguments bootstrap servers, topic, database file */
    public static void main(String[] arguments) throws InterruptedException {
        TimeSeriesStore store = SqlTimeSeriesStore.duckDb(Path.of(arguments[2]), 64);
        TimeSeriesStore telling = (TimeSeriesStore) Proxy.newProxyInstance(
                RecordingProcess.class.getClassLoader(),
                new Class<?>[] {TimeSeriesStore.class},
                (proxy, method, values) -> {
                    boolean append = method.getName().equals("append");
                    if (append) {
                        System.out.println("writing");
                    }
                    try {
                        return method.invoke(store, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if (append) {
                            System.out.println("written");
                        }
                    }
                });
        recorder(arguments[0], arguments[1], telling, DiskSpace.UNWATCHED).start();
        new CountDownLatch(1).await();
    }
}
