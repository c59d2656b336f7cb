package io.celltwin.adapter.modbus;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.procimg.SimpleDigitalIn;
import com.ghgande.j2mod.modbus.procimg.SimpleDigitalOut;
import com.ghgande.j2mod.modbus.procimg.SimpleInputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A real Modbus TCP server on the loopback interface. It refuses addresses at which nothing has been put. */
final class TestSlave implements AutoCloseable {

    private final ModbusSlave slave;
    private final int port;

    TestSlave(int port) throws ModbusException {
        this.port = port;
        this.slave = ModbusSlaveFactory.createTCPSlave(InetAddress.getLoopbackAddress(), port, 5, false);
    }

    static TestSlave onFreePort() throws IOException, ModbusException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
            return new TestSlave(socket.getLocalPort());
        }
    }

    Unit unit(int id) {
        SimpleProcessImage image = new SimpleProcessImage(id);
        slave.addProcessImage(id, image);
        return new Unit(image);
    }

    TestSlave open() throws ModbusException {
        slave.open();
        return this;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        ModbusSlaveFactory.close(slave);
    }

    /** What one unit holds. */
    record Unit(SimpleProcessImage image) {

        Unit holding(int address, int... values) {
            for (int i = 0; i < values.length; i++) {
                image.addRegister(address + i, new SimpleRegister(values[i]));
            }
            return this;
        }

        Unit input(int address, int... values) {
            for (int i = 0; i < values.length; i++) {
                image.addInputRegister(address + i, new SimpleInputRegister(values[i]));
            }
            return this;
        }

        Unit coil(int address, boolean value) {
            image.addDigitalOut(address, new SimpleDigitalOut(value));
            return this;
        }

        Unit discrete(int address, boolean value) {
            image.addDigitalIn(address, new SimpleDigitalIn(value));
            return this;
        }

        void set(int address, int value) {
            image.getRegister(address).setValue(value);
        }
    }
}
