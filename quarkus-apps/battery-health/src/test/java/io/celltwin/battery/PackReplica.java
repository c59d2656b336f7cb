package io.celltwin.battery;

import io.celltwin.battery.capacity.MeterSettings;
import io.celltwin.battery.life.LifeForecaster;
import io.celltwin.twin.client.TwinWriter;
import io.celltwin.twin.topic.AppReplica;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Battery health in a process of its own. */
final class PackReplica {

    private PackReplica() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        AppReplica.of(arguments).watch(watch(new TwinWriter(AppReplica.twins())));
        new CountDownLatch(1).await();
    }

    static PackWatch watch(TwinWriter writer) {
        return new PackWatch(
                writer,
                new MeterSettings(2.7, 95, 5, 300),
                new LifeForecaster(0.7, 3),
                new HealthMetrics(new SimpleMeterRegistry()));
    }
}
