package io.celltwin.simulator.modbus;

/** The four tables of a Modbus device, named as the WoT Modbus binding names them ({@code modv:entity}). */
enum RegisterArea {
    COIL("Coil", true),
    DISCRETE_INPUT("DiscreteInput", true),
    HOLDING_REGISTER("HoldingRegister", false),
    INPUT_REGISTER("InputRegister", false);

    private final String entity;
    private final boolean bits;

    RegisterArea(String entity, boolean bits) {
        this.entity = entity;
        this.bits = bits;
    }

    /** Whether its items are single bits. */
    boolean bits() {
        return bits;
    }

    static RegisterArea ofEntity(String entity) {
        for (RegisterArea area : values()) {
            if (area.entity.equals(entity)) {
                return area;
            }
        }
        throw new IllegalArgumentException("'" + entity + "' is no Modbus entity");
    }

    static RegisterArea ofFunction(String function) {
        return switch (function) {
            case "readCoil", "writeSingleCoil", "writeMultipleCoils" -> COIL;
            case "readDiscreteInput" -> DISCRETE_INPUT;
            case "readHoldingRegisters", "writeSingleHoldingRegister", "writeMultipleHoldingRegisters" ->
                HOLDING_REGISTER;
            case "readInputRegisters" -> INPUT_REGISTER;
            default -> throw new IllegalArgumentException("'" + function + "' is no Modbus function");
        };
    }
}
