package io.celltwin.adapter.modbus;

/**
 * How much one request may ask of a device.
 *
 * @param maxRegisters most registers in one request; the protocol allows 125
 * @param maxBits most coils or discrete inputs in one request; the protocol allows 2000
 * @param maxGap most items that nobody wants and that are read all the same because a request less is worth more
 */
public record ReadLimits(int maxRegisters, int maxBits, int maxGap) {

    /** What the protocol allows, Modbus Application Protocol V1.1b3, 6.3 and 6.4. */
    public static final int PROTOCOL_MAX_REGISTERS = 125;

    /** What the protocol allows, Modbus Application Protocol V1.1b3, 6.1 and 6.2. */
    public static final int PROTOCOL_MAX_BITS = 2000;

    /** What the protocol allows, and gaps of up to 8 items. */
    public static final ReadLimits DEFAULT = new ReadLimits(PROTOCOL_MAX_REGISTERS, PROTOCOL_MAX_BITS, 8);

    /**
     * @param area an area
     * @return the most items of it in one request
     */
    public int maxItems(RegisterArea area) {
        return area.holdsBits() ? maxBits : maxRegisters;
    }
}
