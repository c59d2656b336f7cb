package io.celltwin.adapter.modbus;

import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkGate;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.modbus.plan.PollGroup;
import io.celltwin.model.binding.ModbusAddress;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * Reads one device on a connection and a daemon thread of its own, since j2mod blocks.
 */
final class ModbusLink implements DeviceLink {

    private static final Logger LOG = Logger.getLogger(ModbusLink.class);

    private final String deviceId;
    private final ModbusAddress address;
    private final List<PollGroup> groups;
    private final Duration connectTimeout;
    private final LinkGate gate;
    private final Counter skippedCycles;
    private final ModbusConnection connection = new ModbusConnection();
    private final CompletableFuture<DeviceLink> connected = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;
    private boolean overloadReported;

    /**
     * @param deviceId the device's id, for logs and the thread's name
     * @param address where it is
     * @param groups what to read
     * @param connectTimeout how long to try to connect
     * @param listener is told what was read
     * @param skippedCycles counts the cycles that were left out because an earlier one took too long
     */
    ModbusLink(
            String deviceId,
            ModbusAddress address,
            List<PollGroup> groups,
            Duration connectTimeout,
            LinkListener listener,
            Counter skippedCycles) {
        this.deviceId = deviceId;
        this.address = address;
        this.groups = groups;
        this.connectTimeout = connectTimeout;
        this.gate = new LinkGate(listener);
        this.skippedCycles = skippedCycles;
        this.thread = new Thread(this::run, "modbus " + deviceId);
        this.thread.setDaemon(true);
    }

    /**
     * Starts to connect and to read.
     *
     * @return completes when the device has answered every request of a first cycle
     */
    CompletionStage<DeviceLink> start() {
        thread.start();
        return connected;
    }

    @Override
    public void close() {
        closed = true;
        gate.shut();
        connection.close();
        LockSupport.unpark(thread);
    }

    private void run() {
        try (connection) {
            connection.connect(address, connectTimeout);
            poll();
        } catch (IOException e) {
            LOG.debugf(e, "%s: link ended", deviceId);
            end(e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s: reading failed", deviceId);
            end("internal error");
        }
    }

    private void end(String reason) {
        if (!connected.completeExceptionally(new IOException(reason))) {
            gate.lost(reason);
        }
    }

    private void poll() throws IOException {
        long start = System.nanoTime();
        var readers = groups.stream()
                .map(group -> new ScheduledReader(
                        new GroupReader(connection, group), new PollSchedule(group.pollingTime(), start)))
                .toList();
        var everything = new ArrayList<Reading>();
        for (var reader : readers) {
            everything.addAll(reader.reader().readCycle());
        }
        connected.complete(this);
        gate.readings(everything);
        readers.forEach(this::noteHeld);
        while (!closed) {
            var next = readers.stream()
                    .min(Comparator.comparingLong(ScheduledReader::nanosUntilDue))
                    .orElseThrow();
            long wait = next.nanosUntilDue();
            if (wait > 0) {
                LockSupport.parkNanos(this, wait);
            } else {
                gate.readings(next.reader().readCycle());
                noteHeld(next);
            }
        }
    }

    private void noteHeld(ScheduledReader held) {
        long missed = held.schedule().held(System.nanoTime());
        skippedCycles.increment(missed);
        if (missed > 0 && !overloadReported) {
            overloadReported = true;
            LOG.warnf(
                    "%s cannot be read every %d ms; cycles are left out",
                    deviceId, held.schedule().period().toMillis());
        }
    }

    /** A group's reader and when it is due. */
    private record ScheduledReader(GroupReader reader, PollSchedule schedule) {

        long nanosUntilDue() {
            return schedule.nanosUntilDue(System.nanoTime());
        }
    }
}
