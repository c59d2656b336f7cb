package io.celltwin.simulator.modbus;

import com.ghgande.j2mod.modbus.procimg.DigitalOut;
import com.ghgande.j2mod.modbus.procimg.Register;
import java.nio.ByteBuffer;

/**
 * One item of the range that a request names. The library reads the items one by one, and writes them one by one in
 * ascending order; here the whole range is read at once, and written at once when its last item is set, so that a value of
 * several registers is never torn.
 */
final class RequestedItem implements Register, DigitalOut {

    private final RegisterMemory memory;
    private final int address;
    private final short[] range;
    private final int index;

    private RequestedItem(RegisterMemory memory, int address, short[] range, int index) {
        this.memory = memory;
        this.address = address;
        this.range = range;
        this.index = index;
    }

    static RequestedItem[] range(RegisterMemory memory, int address, int count) {
        short[] range = memory.read(address, count);
        RequestedItem[] items = new RequestedItem[count];
        for (int i = 0; i < count; i++) {
            items[i] = new RequestedItem(memory, address, range, i);
        }
        return items;
    }

    @Override
    public int getValue() {
        return Short.toUnsignedInt(range[index]);
    }

    @Override
    public int toUnsignedShort() {
        return getValue();
    }

    @Override
    public short toShort() {
        return range[index];
    }

    @Override
    public byte[] toBytes() {
        return ByteBuffer.allocate(Short.BYTES).putShort(range[index]).array();
    }

    @Override
    public void setValue(int value) {
        setValue((short) value);
    }

    @Override
    public void setValue(short value) {
        range[index] = value;
        if (index == range.length - 1) {
            memory.write(address, range);
        }
    }

    @Override
    public void setValue(byte[] bytes) {
        setValue(ByteBuffer.wrap(bytes).getShort());
    }

    @Override
    public boolean isSet() {
        return range[index] != 0;
    }

    @Override
    public void set(boolean value) {
        setValue((short) (value ? 1 : 0));
    }
}
