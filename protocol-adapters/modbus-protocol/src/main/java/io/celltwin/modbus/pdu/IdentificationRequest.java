package io.celltwin.modbus.pdu;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The request for the basic identification of a device, as a stream of objects: function 43, MEI type 14 (Modbus Application Protocol
 * V1.1b3, 6.21).
 *
 * @param firstObject the object to begin with, 0 for the first
 */
public record IdentificationRequest(int firstObject) implements ModbusRequest<IdentificationRequest.Part> {

    /** Vendor, product and revision: what every device has that knows the function. */
    public static final int VENDOR_NAME = 0;

    public static final int PRODUCT_CODE = 1;
    public static final int REVISION = 2;

    private static final byte MEI_TYPE = 14;
    private static final byte BASIC_STREAM = 1;
    private static final int HEAD_BYTES = 7;
    private static final int MORE_FOLLOWS = 0xFF;

    /**
     * What one answer gives.
     *
     * @param objects text by object id
     * @param next the object to ask for next, if the device has not given all
     */
    public record Part(Map<Integer, String> objects, Optional<Integer> next) {}

    @Override
    public int function() {
        return 43;
    }

    @Override
    public byte[] encode() {
        return new byte[] {(byte) function(), MEI_TYPE, BASIC_STREAM, (byte) firstObject};
    }

    @Override
    public Optional<String> mismatch(byte[] response) {
        if (response.length < HEAD_BYTES || response[1] != MEI_TYPE || response[2] != BASIC_STREAM) {
            return Optional.of("answer that is no device identification");
        }
        int at = HEAD_BYTES;
        for (int left = response[6] & 0xFF; left > 0; left--) {
            if (at + 2 > response.length) {
                return Optional.of("device identification that is cut off");
            }
            at += 2 + (response[at + 1] & 0xFF);
        }
        return at == response.length ? Optional.empty() : Optional.of("device identification of a wrong length");
    }

    @Override
    public Part value(byte[] response) {
        Map<Integer, String> objects = new TreeMap<>();
        int at = HEAD_BYTES;
        for (int left = response[6] & 0xFF; left > 0; left--) {
            int length = response[at + 1] & 0xFF;
            objects.put(response[at] & 0xFF, new String(response, at + 2, length, StandardCharsets.US_ASCII));
            at += 2 + length;
        }
        int next = response[5] & 0xFF;
        // A device that names no later object would be asked for ever.
        boolean more = (response[4] & 0xFF) == MORE_FOLLOWS && next > firstObject;
        return new Part(Map.copyOf(objects), more ? Optional.of(next) : Optional.empty());
    }
}
