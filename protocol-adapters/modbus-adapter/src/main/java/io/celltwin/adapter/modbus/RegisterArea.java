package io.celltwin.adapter.modbus;

import java.util.Arrays;
import java.util.Optional;

/**
 * The four data areas of a Modbus device, each of which is read by a function of its own (Modbus Application Protocol
 * V1.1b3, sections 4.3 and 6.1 to 6.4).
 */
public enum RegisterArea {

    /** Bits that can be read and written. */
    COIL(1, "Coil", "readCoil"),

    /** Bits that can be read only. */
    DISCRETE_INPUT(2, "DiscreteInput", "readDiscreteInput"),

    /** 16-bit registers that can be read and written. */
    HOLDING_REGISTER(3, "HoldingRegister", "readHoldingRegisters"),

    /** 16-bit registers that can be read only. */
    INPUT_REGISTER(4, "InputRegister", "readInputRegisters");

    private final int readFunction;
    private final String entity;
    private final String readFunctionName;

    RegisterArea(int readFunction, String entity, String readFunctionName) {
        this.readFunction = readFunction;
        this.entity = entity;
        this.readFunctionName = readFunctionName;
    }

    /**
     * @return the code of the function that reads this area
     */
    public int readFunction() {
        return readFunction;
    }

    /**
     * @return whether the area's items are bits; they are 16-bit registers otherwise
     */
    public boolean holdsBits() {
        return this == COIL || this == DISCRETE_INPUT;
    }

    /**
     * @param count a number of items of this area
     * @return how many bytes an answer needs for them
     */
    public int bytesFor(int count) {
        return holdsBits() ? (count + 7) / 8 : count * 2;
    }

    /**
     * @param name a value of {@code modv:entity}
     * @return the area of that name
     */
    public static Optional<RegisterArea> ofEntity(String name) {
        return Arrays.stream(values()).filter(area -> area.entity.equals(name)).findFirst();
    }

    /**
     * @param name a value of {@code modv:function}
     * @return the area which that function reads; empty for a function that does not read an area
     */
    public static Optional<RegisterArea> ofReadFunction(String name) {
        return Arrays.stream(values())
                .filter(area -> area.readFunctionName.equals(name))
                .findFirst();
    }
}
