package io.celltwin.simulator.modbus;

import com.ghgande.j2mod.modbus.procimg.DigitalIn;
import com.ghgande.j2mod.modbus.procimg.DigitalOut;
import com.ghgande.j2mod.modbus.procimg.FIFO;
import com.ghgande.j2mod.modbus.procimg.File;
import com.ghgande.j2mod.modbus.procimg.IllegalAddressException;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.ProcessImage;
import com.ghgande.j2mod.modbus.procimg.Register;
import io.celltwin.model.binding.ModbusArea;
import io.celltwin.simulator.device.DeviceValues;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The four tables of a device, as j2mod asks for them. */
final class DeviceRegisters implements ProcessImage {

    private final Object lock = new Object();
    private final Map<ModbusArea, RegisterMemory> tables = new EnumMap<>(ModbusArea.class);

    DeviceRegisters(List<RegisterField> fields, DeviceValues values) {
        for (ModbusArea area : ModbusArea.values()) {
            tables.put(
                    area,
                    new RegisterMemory(
                            lock,
                            fields.stream()
                                    .filter(field -> field.area() == area)
                                    .toList(),
                            values));
        }
    }

    /** Shows the values of this moment, all at once. */
    void refresh() {
        synchronized (lock) {
            tables.values().forEach(RegisterMemory::refresh);
        }
    }

    @Override
    public DigitalOut[] getDigitalOutRange(int offset, int count) {
        return requested(ModbusArea.COIL, offset, count);
    }

    @Override
    public DigitalOut getDigitalOut(int offset) {
        return getDigitalOutRange(offset, 1)[0];
    }

    @Override
    public DigitalIn[] getDigitalInRange(int offset, int count) {
        return requested(ModbusArea.DISCRETE_INPUT, offset, count);
    }

    @Override
    public DigitalIn getDigitalIn(int offset) {
        return getDigitalInRange(offset, 1)[0];
    }

    @Override
    public InputRegister[] getInputRegisterRange(int offset, int count) {
        return requested(ModbusArea.INPUT_REGISTER, offset, count);
    }

    @Override
    public InputRegister getInputRegister(int offset) {
        return getInputRegisterRange(offset, 1)[0];
    }

    @Override
    public Register[] getRegisterRange(int offset, int count) {
        return requested(ModbusArea.HOLDING_REGISTER, offset, count);
    }

    @Override
    public Register getRegister(int offset) {
        return getRegisterRange(offset, 1)[0];
    }

    @Override
    public int getDigitalOutCount() {
        return 0;
    }

    @Override
    public int getDigitalInCount() {
        return 0;
    }

    @Override
    public int getInputRegisterCount() {
        return 0;
    }

    @Override
    public int getRegisterCount() {
        return 0;
    }

    @Override
    public File getFile(int number) {
        throw new IllegalAddressException("no files");
    }

    @Override
    public File getFileByNumber(int number) {
        throw new IllegalAddressException("no files");
    }

    @Override
    public int getFileCount() {
        return 0;
    }

    @Override
    public FIFO getFIFO(int number) {
        throw new IllegalAddressException("no queues");
    }

    @Override
    public FIFO getFIFOByAddress(int address) {
        throw new IllegalAddressException("no queues");
    }

    @Override
    public int getFIFOCount() {
        return 0;
    }

    private RequestedItem[] requested(ModbusArea area, int offset, int count) {
        return RequestedItem.range(tables.get(area), offset, count);
    }
}
