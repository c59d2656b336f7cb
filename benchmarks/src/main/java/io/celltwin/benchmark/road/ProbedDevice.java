package io.celltwin.benchmark.road;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import io.celltwin.simulator.SimulatedDevice;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One device with one writable number, on which the time of a change is taken: written at the device, seen by a bare client
 * that polls it and seen in the twin.
 */
public final class ProbedDevice {
    /** So many different values follow each other before one comes again. */
    private static final int STEPS = 50;

    private final SimulatedDevice device;
    private final ModelProperty property;
    private final AtomicReference<Trial> underWay = new AtomicReference<>();
    private int step;

    /** One written value. */
    private static final class Trial {
        private final double value;
        private final long writtenNanos;
        private volatile long polledNanos;
        private volatile long twinNanos;

        private Trial(double value) {
            this.value = value;
            this.writtenNanos = System.nanoTime();
        }
    }

    /**
     * What became of a written value.
     *
     * @param protocol the scheme of the device's address
     * @param polledNanos from the write to the bare client's reading, 0 if it did not see it
     * @param twinNanos from the write to the subscriber's event, 0 if none came
     */
    public record Times(String protocol, long polledNanos, long twinNanos) {}

    public ProbedDevice(SimulatedDevice device) {
        this.device = device;
        this.property = ModelCatalog.bundled().get(device.model()).properties().stream()
                .filter(each -> each.writable()
                        && each.minimum().isPresent()
                        && each.maximum().isPresent())
                .findFirst()
                .orElseThrow();
    }

    public String id() {
        return device.deviceId();
    }

    /** The device's registration, with everything read at this interval. */
    public String registration(int intervalMillis) {
        return "{\"ext\":{\"celltwin\":{\"model\":\"%s\",\"address\":\"%s\",\"settings\":{\"pollingTimeMs\":%d}}}}"
                .formatted(device.model(), device.address(), intervalMillis);
    }

    /** A client of the value. */
    public DeviceClient client() throws Exception {
        JsonNode form = property.forms().get(0);
        return device.address().getScheme().startsWith("modbus")
                ? new ModbusClient(device.address(), form)
                : new OpcUaClient(device.address(), form);
    }

    /** Writes the next value: whole numbers in the middle of the range, so that the process stays plausible. */
    public void write(DeviceClient client) throws Exception {
        double middle = Math.floor(
                (property.minimum().orElseThrow() + property.maximum().orElseThrow()) / 2);
        double value = middle - STEPS / 10.0 + (step++ % STEPS) / 5.0;
        underWay.set(new Trial(value));
        client.write(value);
    }

    /** The bare client has read this value. */
    public void polled(double value, long nanos) {
        Trial trial = underWay.get();
        if (trial != null && trial.polledNanos == 0 && same(value, trial.value)) {
            trial.polledNanos = nanos;
        }
    }

    /** The twin has changed. */
    public void twinChanged(String path, JsonNode value, long nanos) {
        Trial trial = underWay.get();
        String wanted = property.twinPath();
        if (trial == null || trial.twinNanos != 0 || !wanted.startsWith(path.equals("/") ? "" : path)) {
            return;
        }
        JsonNode found = value.at(JsonPointer.compile(path.equals("/") ? wanted : wanted.substring(path.length())));
        if (found.isNumber() && same(found.doubleValue(), trial.value)) {
            trial.twinNanos = nanos;
        }
    }

    private static boolean same(double a, double b) {
        return Math.abs(a - b) < 0.01;
    }

    /** Whether both have seen the written value. */
    public boolean isSeen() {
        Trial trial = underWay.get();
        return trial.polledNanos != 0 && trial.twinNanos != 0;
    }

    /** What became of the value written last. */
    public Times times() {
        Trial trial = underWay.get();
        return new Times(
                device.address().getScheme(),
                Math.max(0, trial.polledNanos - trial.writtenNanos),
                Math.max(0, trial.twinNanos - trial.writtenNanos));
    }

    /** A pause before the next write that falls on every phase of the polling alike, ms. */
    public static long pauseMillis() {
        return ThreadLocalRandom.current().nextLong(600, 1400);
    }
}
