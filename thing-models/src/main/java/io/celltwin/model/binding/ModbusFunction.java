package io.celltwin.model.binding;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The Modbus functions that a form may name ({@code modv:function}). */
public enum ModbusFunction {
    READ_COIL("readCoil", ModbusArea.COIL, false),
    READ_DISCRETE_INPUT("readDiscreteInput", ModbusArea.DISCRETE_INPUT, false),
    READ_HOLDING_REGISTERS("readHoldingRegisters", ModbusArea.HOLDING_REGISTER, false),
    READ_INPUT_REGISTERS("readInputRegisters", ModbusArea.INPUT_REGISTER, false),
    WRITE_SINGLE_COIL("writeSingleCoil", ModbusArea.COIL, true),
    WRITE_SINGLE_HOLDING_REGISTER("writeSingleHoldingRegister", ModbusArea.HOLDING_REGISTER, true),
    WRITE_MULTIPLE_COILS("writeMultipleCoils", ModbusArea.COIL, true),
    WRITE_MULTIPLE_HOLDING_REGISTERS("writeMultipleHoldingRegisters", ModbusArea.HOLDING_REGISTER, true),

    /** Writes and reads back in one request; the binding has no word for it. */
    READ_WRITE_MULTIPLE_HOLDING_REGISTERS("cell:readWriteMultipleHoldingRegisters", ModbusArea.HOLDING_REGISTER, true);

    private final String term;
    private final ModbusArea area;
    private final boolean writes;

    ModbusFunction(String term, ModbusArea area, boolean writes) {
        this.term = term;
        this.area = area;
        this.writes = writes;
    }

    static Optional<ModbusFunction> of(String term) {
        return Arrays.stream(values())
                .filter(function -> function.term.equals(term))
                .findFirst();
    }

    static List<String> terms() {
        return Arrays.stream(values()).map(ModbusFunction::term).toList();
    }

    /** Its name in {@code modv:function}. */
    public String term() {
        return term;
    }

    /** The area that it is for. */
    public ModbusArea area() {
        return area;
    }

    /** Whether it writes; it reads otherwise. */
    public boolean writes() {
        return writes;
    }
}
