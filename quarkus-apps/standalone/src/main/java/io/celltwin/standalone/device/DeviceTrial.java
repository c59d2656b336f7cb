package io.celltwin.standalone.device;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.service.failure.Failures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Connects to a device once, as an adapter does, and reads everything once.
 *
 * @param readings what the device gave
 * @param took how long that took
 */
public record DeviceTrial(List<Reading> readings, Duration took) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * @param driver speaks the device's protocol
     * @param device the device
     * @return what it gave
     * @throws DeviceProblem if it cannot be reached, or not be read as its model says
     */
    public static DeviceTrial of(ProtocolDriver driver, Device device) throws DeviceProblem, InterruptedException {
        FirstCycle first = new FirstCycle();
        long start = System.nanoTime();
        CompletableFuture<DeviceLink> attempt = driver.connect(device, first).toCompletableFuture();
        // The driver may keep its first cycle to itself until the link is complete.
        CompletableFuture<List<Reading>> outcome = attempt.thenCompose(link -> first.readings);
        try {
            List<Reading> readings = outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new DeviceTrial(readings, Duration.ofNanos(System.nanoTime() - start));
        } catch (TimeoutException e) {
            throw new DeviceProblem("no answer within %d s".formatted(PATIENCE.toSeconds()));
        } catch (ExecutionException e) {
            throw new DeviceProblem(reason(Failures.unwrap(e)));
        } finally {
            attempt.thenAccept(DeviceLink::close);
        }
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse(message);
    }

    private static final class FirstCycle implements LinkListener {
        private final CompletableFuture<List<Reading>> readings = new CompletableFuture<>();

        @Override
        public void readings(List<Reading> cycle) {
            readings.complete(cycle);
        }

        @Override
        public void lost(String reason) {
            readings.completeExceptionally(new DeviceProblem(reason));
        }
    }
}
