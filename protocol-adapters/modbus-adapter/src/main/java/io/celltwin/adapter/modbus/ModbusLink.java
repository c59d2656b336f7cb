package io.celltwin.adapter.modbus;

import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkGate;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.modbus.gateway.Gateway;
import io.celltwin.modbus.gateway.GatewayAddress;
import io.celltwin.modbus.gateway.Gateways;
import io.celltwin.modbus.plan.PollGroup;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Reads one device on a daemon thread of its own. The connection may be shared with other devices behind the same gateway; a
 * request to a device that is alone there waits for nobody.
 */
final class ModbusLink implements DeviceLink {

    private static final Logger LOG = Logger.getLogger(ModbusLink.class);

    private final String deviceId;
    private final List<PollGroup> groups;
    private final LinkGate gate;
    private final Counter skippedCycles;
    private final Gateway.Member connection;
    private final CompletableFuture<DeviceLink> connected = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;
    private boolean overloadReported;

    /**
     * @param deviceId the device's id, for logs and the thread's name
     * @param groups what to read
     * @param gateways where to get a connection
     * @param address what the device is behind
     * @param listener is told what was read
     * @param skippedCycles counts the cycles that were left out because an earlier one took too long
     */
    ModbusLink(
            String deviceId,
            List<PollGroup> groups,
            Gateways gateways,
            GatewayAddress address,
            LinkListener listener,
            Counter skippedCycles) {
        this.deviceId = deviceId;
        this.groups = groups;
        this.gate = new LinkGate(listener);
        this.skippedCycles = skippedCycles;
        this.thread = new Thread(this::run, "modbus " + deviceId);
        this.thread.setDaemon(true);
        this.connection = gateways.join(address, units(groups), this::lose);
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
            connection.open();
            poll();
        } catch (IOException e) {
            LOG.debugf(e, "%s: link ended", deviceId);
            end(e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s: reading failed", deviceId);
            end("internal error");
        }
    }

    /** The connection has failed while this device did not use it. */
    private void lose(String reason) {
        closed = true;
        end(reason);
        LockSupport.unpark(thread);
    }

    private void end(String reason) {
        if (!connected.completeExceptionally(new IOException(reason))) {
            gate.lost(reason);
        }
    }

    private static Set<Integer> units(List<PollGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.blocks().stream())
                .map(block -> block.range().unit())
                .collect(Collectors.toSet());
    }

    private void poll() throws IOException {
        long start = System.nanoTime();
        List<ScheduledReader> readers = groups.stream()
                .map(group -> new ScheduledReader(
                        new GroupReader(connection, group), new PollSchedule(group.pollingTime(), start)))
                .toList();
        List<Reading> everything = new ArrayList<>();
        for (ScheduledReader reader : readers) {
            everything.addAll(reader.reader().readCycle());
        }
        if (!connected.complete(this)) {
            // The connection failed in this moment.
            return;
        }
        gate.readings(everything);
        readers.forEach(this::noteHeld);
        while (!closed) {
            ScheduledReader next = readers.stream()
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
        skippedCycles.increment((double) missed);
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
