package io.celltwin.modbus.pdu;

/**
 * A device answered a request with a Modbus exception (Modbus Application Protocol V1.1b3, section 7). The connection is
 * in order; only what was asked for is not to be had.
 */
public final class ModbusRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int ILLEGAL_DATA_ADDRESS = 0x02;
    private static final int GATEWAY_PATH_UNAVAILABLE = 0x0A;
    private static final int GATEWAY_TARGET_SILENT = 0x0B;

    private final int code;

    /**
     * @param code the exception code
     */
    public ModbusRefusal(int code) {
        // A refusal is an everyday answer that may come many times a second: no stack trace.
        super("%s (0x%02X)".formatted(name(code), code), null, false, false);
        this.code = code;
    }

    /**
     * @return whether the device has nothing at one of the addresses asked for
     */
    public boolean isIllegalAddress() {
        return code == ILLEGAL_DATA_ADDRESS;
    }

    /**
     * @return whether it was a gateway that answered, because it cannot reach the device
     */
    public boolean isUnreachable() {
        return code == GATEWAY_PATH_UNAVAILABLE || code == GATEWAY_TARGET_SILENT;
    }

    private static String name(int code) {
        return switch (code) {
            case 0x01 -> "Illegal function";
            case ILLEGAL_DATA_ADDRESS -> "Illegal data address";
            case 0x03 -> "Illegal data value";
            case 0x04 -> "Server device failure";
            case 0x05 -> "Acknowledge";
            case 0x06 -> "Server device busy";
            case 0x08 -> "Memory parity error";
            case GATEWAY_PATH_UNAVAILABLE -> "Gateway path unavailable";
            case GATEWAY_TARGET_SILENT -> "Gateway target device failed to respond";
            default -> "Unknown exception";
        };
    }
}
