package io.celltwin.system.plant;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import io.celltwin.simulator.device.DeviceServer;
import io.celltwin.simulator.device.DeviceValues;
import io.celltwin.simulator.device.Setpoints;
import io.celltwin.simulator.device.SimulatedProcess;
import io.celltwin.simulator.device.SimulatedSignal;
import io.celltwin.simulator.modbus.ModbusDevice;
import io.celltwin.simulator.opcua.OpcUaDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;

/** A device with a real Modbus or OPC-UA server, whose registers or nodes show what the test says, in the model's units. */
public final class ScriptedDevice implements AutoCloseable {
    private static final long PUBLISHING_MS = 100;

    private final String id;
    private final ThingModel model;
    private final Map<String, SimulatedSignal> signals = new ConcurrentHashMap<>();
    private final Random random = new Random(1);
    private final ScheduledExecutorService publishing = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "scripted-device");
        thread.setDaemon(true);
        return thread;
    });
    private DeviceServer server;
    private URI address;

    private ScriptedDevice(String id, String model, Map<String, ?> values) {
        this.id = id;
        this.model = ModelCatalog.bundled().get(model);
        values.forEach((property, value) -> signals.put(property, () -> value));
    }

    /** @param values what it shows at first; what is not named here stands still at something plausible */
    public static ScriptedDevice modbus(String id, String model, Map<String, ?> values) {
        ScriptedDevice device = new ScriptedDevice(id, model, values);
        try {
            ModbusDevice server = new ModbusDevice(id, device.model, device.values(), 0);
            device.serve(server, server.address());
            return device;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param values what it shows at first; what is not named here stands still at something plausible */
    public static ScriptedDevice opcUa(String id, String model, Map<String, ?> values) {
        ScriptedDevice device = new ScriptedDevice(id, model, values);
        try {
            OpcUaDevice server = new OpcUaDevice(id, device.model, device.values(), 0, Clock.systemUTC());
            device.serve(server, server.address());
            return device;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String id() {
        return id;
    }

    /** Shows another value from now on. */
    public void show(String property, Object value) {
        show(Map.of(property, value));
    }

    /** Shows several other values from now on, all at once. */
    public synchronized void show(Map<String, ?> values) {
        values.forEach((property, value) -> change(property, () -> value));
        server.publish();
    }

    /** Shows a value that scatters around a mean, another one ten times a second. */
    public void showNoise(String property, double mean, double deviation) {
        change(property, () -> mean + deviation * random.nextGaussian());
    }

    /** Pulls its cable. */
    public void cut() {
        server.cut();
    }

    /** Plugs it in again. */
    public void restore() {
        try {
            server.restore();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its registration. */
    public JsonObject registration() {
        return registration(JsonFactory.newObject());
    }

    /** Its registration with attributes for its twin. */
    public JsonObject registration(JsonObject attributes) {
        return JsonObject.newBuilder()
                .set("/ext/celltwin/model", model.name())
                .set("/ext/celltwin/address", address.toString())
                .set("/ext/celltwin/attributes", attributes)
                .build();
    }

    @Override
    public void close() {
        publishing.shutdownNow();
        server.close();
    }

    private void change(String property, SimulatedSignal signal) {
        if (signals.replace(property, signal) == null) {
            throw new IllegalArgumentException(id + " was not told at its start that it has a " + property);
        }
    }

    private DeviceValues values() {
        return new DeviceValues(model, new Script(), new Setpoints());
    }

    private void serve(DeviceServer started, URI at) {
        server = started;
        address = at;
        publishing.scheduleAtFixedRate(this::publish, PUBLISHING_MS, PUBLISHING_MS, TimeUnit.MILLISECONDS);
    }

    private synchronized void publish() {
        server.publish();
    }

    /** What happens inside: nothing but what the test says. */
    private final class Script implements SimulatedProcess {
        @Override
        public void advance(double seconds) {
            // Time changes nothing here.
        }

        @Override
        public Optional<SimulatedSignal> signal(ModelProperty property) {
            return signals.containsKey(property.name())
                    ? Optional.of(() -> signals.get(property.name()).value())
                    : Optional.empty();
        }

        @Override
        public String dataSource() {
            return "a test";
        }
    }
}
