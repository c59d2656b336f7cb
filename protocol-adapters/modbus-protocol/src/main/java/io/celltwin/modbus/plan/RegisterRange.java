package io.celltwin.modbus.plan;

import io.celltwin.model.binding.ModbusArea;

/**
 * Neighbouring items of one area of one unit: what one read request asks for.
 *
 * @param unit the unit id, 0 to 255
 * @param area the area
 * @param start the address of the first item as it goes over the wire, 0 to 65535
 * @param count the number of items, at least 1; the last address is 65535 at most
 */
public record RegisterRange(int unit, ModbusArea area, int start, int count) {

    private static final int ADDRESSES = 0x10000;

    public RegisterRange {
        if (unit < 0 || unit > 255) {
            throw new IllegalArgumentException("unit id %d is not within 0 to 255".formatted(unit));
        }
        if (start < 0 || count < 1 || start > ADDRESSES - count) {
            throw new IllegalArgumentException(
                    "%d items from address %d leave the address range 0 to %d".formatted(count, start, ADDRESSES - 1));
        }
    }

    /**
     * @return the address behind the last item
     */
    public int end() {
        return start + count;
    }
}
