package io.celltwin.adapter.modbus;

import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkGate;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.modbus.gateway.Gateway;
import io.celltwin.modbus.gateway.Gateways;
import io.celltwin.model.ModelProperty;
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
 * Reads and writes one device on a daemon thread of its own. The connection may be shared with other devices behind the same gateway; a
 * request to a device that is alone there waits for nobody.
 * <p>
 * <b>Algorithm.</b> A first cycle of every group; then, whichever group is due. After each cycle that the listener was told of, one request
 * that went unanswered before is asked again, if it is time. Between any two requests, values are written that were given to
 * {@link #write}. The link ends when the connection does, and when {@link AnswerWatch} finds the device lost.
 */
final class ModbusLink implements DeviceLink {

    private static final Logger LOG = Logger.getLogger(ModbusLink.class);

    private final PlannedDevice device;
    private final LinkGate gate;
    private final Counter skippedCycles;
    private final LearnedPlans learned;
    private final Gateway.Member connection;
    private final LinkTasks tasks;
    private final AnswerWatch watch = new AnswerWatch();
    private final CompletableFuture<DeviceLink> connected = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean closed;
    private boolean overloadReported;

    /**
     * @param device what to read and to write, and how
     * @param gateways where to get a connection
     * @param learned what earlier links have learnt
     * @param listener is told what was read
     * @param skippedCycles counts the cycles that were left out because an earlier one took too long
     */
    ModbusLink(
            PlannedDevice device,
            Gateways gateways,
            LearnedPlans learned,
            LinkListener listener,
            Counter skippedCycles) {
        this.device = device;
        this.gate = new LinkGate(listener);
        this.skippedCycles = skippedCycles;
        this.learned = learned;
        this.thread = new Thread(this::run, "modbus " + device.id());
        this.thread.setDaemon(true);
        this.connection = gateways.join(device.gateway(), units(device), device.pauses(), this::lose);
        this.tasks = new LinkTasks(new RegisterWriter(device.id(), connection, device.writePoints()));
    }

    /**
     * Starts to connect and to read.
     *
     * @return completes when the device has answered in a first cycle
     */
    CompletionStage<DeviceLink> start() {
        thread.start();
        return connected;
    }

    @Override
    public CompletionStage<WriteOutcome> write(PropertyWrite write) {
        CompletionStage<WriteOutcome> outcome = tasks.add(write);
        LockSupport.unpark(thread);
        return outcome;
    }

    @Override
    public CompletionStage<Reading> read(ModelProperty property) {
        CompletionStage<Reading> reading = tasks.add(property);
        LockSupport.unpark(thread);
        return reading;
    }

    @Override
    public void close() {
        closed = true;
        gate.shut();
        tasks.end();
        connection.close();
        LockSupport.unpark(thread);
    }

    private void run() {
        try (connection) {
            connection.open();
            poll();
        } catch (IOException e) {
            LOG.debugf(e, "%s: link ended", device.id());
            end(e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s: reading failed", device.id());
            end("internal error");
        } finally {
            tasks.end();
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

    private static Set<Integer> units(PlannedDevice device) {
        return device.groups().stream()
                .flatMap(group -> group.blocks().stream())
                .map(block -> block.range().unit())
                .collect(Collectors.toSet());
    }

    private void poll() throws IOException {
        long start = System.nanoTime();
        List<ScheduledReader> readers = learned.better(device).stream()
                .map(group -> new ScheduledReader(
                        new GroupReader(connection, group, watch, tasks), new PollSchedule(group.pollingTime(), start)))
                .toList();
        List<Reading> everything = new ArrayList<>();
        for (ScheduledReader reader : readers) {
            everything.addAll(reader.reader().readCycle());
        }
        requireActive(readers);
        learned.keep(device, readers.stream().map(ScheduledReader::reader).toList());
        if (device.showsPlan()) {
            LOG.info(new PlanReport(device, new IdentificationReader(connection).read(device.groups()))
                    .text(learned.better(device)));
        }
        if (!connected.complete(this)) {
            // The connection failed in this moment.
            return;
        }
        gate.readings(everything);
        readers.forEach(this::noteHeld);
        while (!closed) {
            tasks.carryOut();
            ScheduledReader next = readers.stream()
                    .min(Comparator.comparingLong(ScheduledReader::nanosUntilDue))
                    .orElseThrow();
            long wait = next.nanosUntilDue();
            if (wait > 0) {
                LockSupport.parkNanos(this, wait);
            } else {
                readCycle(next, readers);
            }
        }
    }

    private void readCycle(ScheduledReader next, List<ScheduledReader> readers) throws IOException {
        List<Reading> readings = next.reader().readCycle();
        requireActive(readers);
        learned.keep(device, readers.stream().map(ScheduledReader::reader).toList());
        gate.readings(readings);
        List<Reading> late = next.reader().readSilent();
        if (!late.isEmpty()) {
            gate.readings(late);
        }
        noteHeld(next);
    }

    private void requireActive(List<ScheduledReader> readers) throws IOException {
        watch.require(readers.stream().anyMatch(reader -> reader.reader().hasActive()));
    }

    private void noteHeld(ScheduledReader held) {
        long missed = held.schedule().held(System.nanoTime());
        skippedCycles.increment((double) missed);
        if (missed > 0 && !overloadReported) {
            overloadReported = true;
            LOG.warnf(
                    "%s cannot be read every %d ms; cycles are left out",
                    device.id(), held.schedule().period().toMillis());
        }
    }

    /** A group's reader and when it is due. */
    private record ScheduledReader(GroupReader reader, PollSchedule schedule) {

        long nanosUntilDue() {
            return schedule.nanosUntilDue(System.nanoTime());
        }
    }
}
