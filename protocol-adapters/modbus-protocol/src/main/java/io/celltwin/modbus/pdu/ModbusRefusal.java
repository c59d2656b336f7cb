package io.celltwin.modbus.pdu;

/**
 * A device answered a request with a Modbus exception (Modbus Application Protocol V1.1b3, section 7). The connection is
 * in order; only what was asked for is not to be had.
 */
public final class ModbusRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int ILLEGAL_FUNCTION = 0x01;
    private static final int ILLEGAL_DATA_ADDRESS = 0x02;
    private static final int ILLEGAL_DATA_VALUE = 0x03;
    private static final int DEVICE_FAILURE = 0x04;
    private static final int ACKNOWLEDGE = 0x05;
    private static final int DEVICE_BUSY = 0x06;
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

    /** Whether the device does not know the function at all. */
    public boolean isIllegalFunction() {
        return code == ILLEGAL_FUNCTION;
    }

    /**
     * Whether a smaller request may be answered: devices say by one of three codes that they have nothing at one of the
     * addresses, or that it was too much at once.
     */
    public boolean mayBeItsSize() {
        return code == ILLEGAL_DATA_ADDRESS || code == ILLEGAL_DATA_VALUE || code == DEVICE_FAILURE;
    }

    /** Whether the device has nothing at one of the addresses asked for. */
    public boolean isIllegalAddress() {
        return code == ILLEGAL_DATA_ADDRESS;
    }

    /** Whether the same request may be answered when it is made again. */
    public boolean mayPass() {
        return isBusy() || code == DEVICE_FAILURE;
    }

    /** Whether the device only has no time at the moment. */
    public boolean isBusy() {
        return code == DEVICE_BUSY || code == ACKNOWLEDGE;
    }

    /** Whether the device has taken the request and is still carrying it out. */
    public boolean isAcknowledge() {
        return code == ACKNOWLEDGE;
    }

    /**
     * @return whether it was a gateway that answered, because it cannot reach the device
     */
    public boolean isUnreachable() {
        return code == GATEWAY_PATH_UNAVAILABLE || code == GATEWAY_TARGET_SILENT;
    }

    private static String name(int code) {
        return switch (code) {
            case ILLEGAL_FUNCTION -> "Illegal function";
            case ILLEGAL_DATA_ADDRESS -> "Illegal data address";
            case ILLEGAL_DATA_VALUE -> "Illegal data value";
            case DEVICE_FAILURE -> "Server device failure";
            case ACKNOWLEDGE -> "Acknowledge";
            case DEVICE_BUSY -> "Server device busy";
            case 0x08 -> "Memory parity error";
            case GATEWAY_PATH_UNAVAILABLE -> "Gateway path unavailable";
            case GATEWAY_TARGET_SILENT -> "Gateway target device failed to respond";
            default -> "Unknown exception";
        };
    }
}
