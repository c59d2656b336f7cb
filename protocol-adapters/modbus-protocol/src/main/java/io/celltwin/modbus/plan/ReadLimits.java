package io.celltwin.modbus.plan;

import io.celltwin.model.binding.ModbusArea;

/**
 * How much one request may ask of a device.
 *
 * @param maxRegisters most registers in one request; the protocol allows 125
 * @param maxBits most coils or discrete inputs in one request; the protocol allows 2000
 * @param maxGap most items that nobody wants and that are read all the same because a request less is worth more
 */
public record ReadLimits(int maxRegisters, int maxBits, int maxGap) {

    /** What the protocol allows, and gaps of up to 8 items. */
    public static final ReadLimits DEFAULT = new ReadLimits(ModbusArea.MAX_REGISTERS, ModbusArea.MAX_BITS, 8);

    /**
     * @param area an area
     * @return the most items of it in one request
     */
    public int maxItems(ModbusArea area) {
        return area.holdsBits() ? maxBits : maxRegisters;
    }
}
