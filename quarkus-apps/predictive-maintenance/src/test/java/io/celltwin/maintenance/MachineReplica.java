package io.celltwin.maintenance;

import io.celltwin.maintenance.machine.MonitorSettings;
import io.celltwin.twin.client.TwinWriter;
import io.celltwin.twin.topic.AppReplica;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Predictive maintenance in a process of its own. */
final class MachineReplica {

    private MachineReplica() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        AppReplica.of(arguments).watch(watch(new TwinWriter(AppReplica.twins())));
        new CountDownLatch(1).await();
    }

    static MachineWatch watch(TwinWriter writer) {
        return new MachineWatch(
                writer,
                new MonitorSettings(200, 250, 30, 10, Duration.ofMillis(100), Duration.ofSeconds(1)),
                new SimpleMeterRegistry());
    }
}
