package io.celltwin.model.binding;

import java.util.Optional;

/**
 * The four data areas of a Modbus device (Modbus Application Protocol V1.1b3, section 4.3), named as the WoT binding names
 * them ({@code modv:entity}).
 */
public enum ModbusArea {

    /** Bits that can be read and written. */
    COIL("Coil", 1),

    /** Bits that can be read only. */
    DISCRETE_INPUT("DiscreteInput", 2),

    /** 16-bit registers that can be read and written. */
    HOLDING_REGISTER("HoldingRegister", 3),

    /** 16-bit registers that can be read only. */
    INPUT_REGISTER("InputRegister", 4);

    /** The most registers that one request may read, Modbus Application Protocol V1.1b3, 6.3 and 6.4. */
    public static final int MAX_REGISTERS = 125;

    /** The most coils or discrete inputs that one request may read, Modbus Application Protocol V1.1b3, 6.1 and 6.2. */
    public static final int MAX_BITS = 2000;

    private final String entity;
    private final int readFunction;

    ModbusArea(String entity, int readFunction) {
        this.entity = entity;
        this.readFunction = readFunction;
    }

    /** The area that a {@code modv:entity} names. */
    public static Optional<ModbusArea> ofEntity(String entity) {
        for (ModbusArea area : values()) {
            if (area.entity.equals(entity)) {
                return Optional.of(area);
            }
        }
        return Optional.empty();
    }

    /** Its name in {@code modv:entity}. */
    public String entity() {
        return entity;
    }

    /** The code of the function that reads it, 1 to 4. */
    public int readFunction() {
        return readFunction;
    }

    /** Whether its items are bits; they are 16-bit registers otherwise. */
    public boolean holdsBits() {
        return this == COIL || this == DISCRETE_INPUT;
    }

    /** Whether a client may write it. */
    public boolean isWritable() {
        return this == COIL || this == HOLDING_REGISTER;
    }

    /** The most items that one request may read. */
    public int maxItems() {
        return holdsBits() ? MAX_BITS : MAX_REGISTERS;
    }

    /** How many bytes an answer needs for so many items. */
    public int bytesFor(int count) {
        return holdsBits() ? (count + 7) / 8 : count * 2;
    }
}
