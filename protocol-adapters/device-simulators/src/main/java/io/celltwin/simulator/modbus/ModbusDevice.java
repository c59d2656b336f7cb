package io.celltwin.simulator.modbus;

import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingDescription;
import io.celltwin.model.ThingModel;
import io.celltwin.model.binding.ModbusScheme;
import io.celltwin.simulator.device.DeviceServer;
import io.celltwin.simulator.device.DeviceValues;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A Modbus TCP server with one device, on its own port. Its tables are laid out by the forms of the Thing Model; where a
 * property has several forms, each place shows the value.
 */
public final class ModbusDevice implements DeviceServer {

    /** The unit id that the device answers to. */
    public static final int UNIT = 1;

    private final InetAddress host;
    private final int port;
    private final DeviceRegisters registers;
    private ModbusListener listener;

    /**
     * Starts the server.
     *
     * @param deviceId for the layout's Thing Description
     * @param port on loopback, 0 for any free one
     * @throws IOException if the port is taken
     */
    public ModbusDevice(String deviceId, ThingModel model, DeviceValues values, int port) throws IOException {
        this.host = InetAddress.getByName("127.0.0.1");
        List<RegisterField> fields = new ArrayList<>();
        // For the layout alone, to which it does not matter where the device is.
        ThingDescription description = model.describe(deviceId, address(ModbusScheme.TCP.defaultPort()));
        for (ModelProperty property : model.properties()) {
            description.forms(property).forEach(form -> fields.add(RegisterField.of(property, form)));
        }
        this.registers = new DeviceRegisters(fields, values);
        this.listener = listen(port);
        this.port = listener.getPort();
    }

    /** {@code modbus+tcp://host:port/unit}. */
    public URI address() {
        return address(port);
    }

    @Override
    public void publish() {
        registers.refresh();
    }

    @Override
    public synchronized void cut() {
        if (listener != null) {
            listener.stop();
            listener = null;
        }
    }

    @Override
    public synchronized void restore() throws IOException {
        if (listener == null) {
            listener = listen(port);
        }
    }

    @Override
    public void close() {
        cut();
    }

    private ModbusListener listen(int wanted) throws IOException {
        ModbusListener started = new ModbusListener(host, wanted, UNIT, registers);
        Thread thread = new Thread(started, "modbus-listener-" + started.getPort());
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    private static URI address(int port) {
        return URI.create("modbus+tcp://127.0.0.1:" + port + '/' + UNIT);
    }
}
