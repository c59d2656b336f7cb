package io.celltwin.benchmark.road;

import com.fasterxml.jackson.databind.JsonNode;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import java.net.URI;

/** One holding register of 16 bit. */
final class ModbusClient implements DeviceClient {
    private final ModbusTCPMaster master;
    private final int unit;
    private final int register;
    private final double scale;

    /**
     * @param device the device's address, {@code modbus+tcp://host:port/unit}
     * @param form the value's WoT form, its address counted from 0
     */
    ModbusClient(URI device, JsonNode form) throws Exception {
        master = new ModbusTCPMaster(device.getHost(), device.getPort());
        unit = Integer.parseInt(device.getPath().substring(1));
        register = Integer.parseInt(form.path("href").asText().replaceAll("\\?.*", ""));
        scale = form.path("cell:scale").asDouble(1);
        master.connect();
    }

    @Override
    public void write(double value) throws Exception {
        master.writeSingleRegister(unit, register, new SimpleRegister((int) Math.round(value / scale)));
    }

    @Override
    public double read() throws Exception {
        return master.readMultipleRegisters(unit, register, 1)[0].toUnsignedShort() * scale;
    }

    @Override
    public void close() {
        master.disconnect();
    }
}
