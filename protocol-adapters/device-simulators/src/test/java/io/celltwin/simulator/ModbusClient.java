package io.celltwin.simulator;

import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A real Modbus TCP client, with the few decodings that the tests need. */
final class ModbusClient implements AutoCloseable {

    private final ModbusTCPMaster master;
    private final int unit;

    ModbusClient(URI address) throws Exception {
        master = new ModbusTCPMaster(address.getHost(), address.getPort());
        master.setRetries(0);
        unit = Integer.parseInt(address.getPath().substring(1));
        master.connect();
    }

    float inputFloat(int address) throws Exception {
        return bytes(master.readInputRegisters(unit, address, 2)).getFloat();
    }

    /** A number of 32 bit whose least significant register comes first. */
    int inputIntLowWordFirst(int address) throws Exception {
        InputRegister[] registers = master.readInputRegisters(unit, address, 2);
        return registers[1].getValue() << 16 | registers[0].getValue();
    }

    int inputWord(int address) throws Exception {
        return master.readInputRegisters(unit, address, 1)[0].getValue();
    }

    int holdingWord(int address) throws Exception {
        return master.readMultipleRegisters(unit, address, 1)[0].getValue();
    }

    String holdingText(int address, int words) throws Exception {
        return text(master.readMultipleRegisters(unit, address, words));
    }

    String inputText(int address, int words) throws Exception {
        return text(master.readInputRegisters(unit, address, words));
    }

    boolean coil(int address) throws Exception {
        return master.readCoils(unit, address, 1).getBit(0);
    }

    void writeHolding(int address, int... values) throws Exception {
        Register[] registers = new Register[values.length];
        for (int i = 0; i < values.length; i++) {
            registers[i] = new SimpleRegister(values[i]);
        }
        master.writeMultipleRegisters(unit, address, registers);
    }

    void writeCoil(int address, boolean value) throws Exception {
        master.writeCoil(unit, address, value);
    }

    @Override
    public void close() {
        master.disconnect();
    }

    private static String text(InputRegister[] registers) {
        return new String(bytes(registers).array(), StandardCharsets.UTF_8).replace("\0", "");
    }

    private static ByteBuffer bytes(InputRegister[] registers) {
        ByteBuffer bytes = ByteBuffer.allocate(registers.length * 2);
        for (InputRegister register : registers) {
            bytes.put(register.toBytes());
        }
        return bytes.rewind();
    }
}
