package io.celltwin.modbus.pdu;

import io.celltwin.modbus.plan.RegisterRange;
import io.celltwin.modbus.transport.UnexpectedAnswerException;
import java.util.Arrays;

/**
 * The request to read a range: functions 1 to 4 (Modbus Application Protocol V1.1b3, 6.1 to 6.4).
 *
 * @param range what to read
 */
public record ReadRequest(RegisterRange range) {

    private static final int EXCEPTION_BIT = 0x80;
    /** Function code and byte count. */
    private static final int HEAD_BYTES = 2;

    /** The request PDU. */
    public byte[] encode() {
        return new byte[] {
            (byte) range.area().readFunction(),
            (byte) (range.start() >> Byte.SIZE),
            (byte) range.start(),
            (byte) (range.count() >> Byte.SIZE),
            (byte) range.count()
        };
    }

    /**
     * Takes the items out of the answer.
     *
     * @param response the response PDU
     * @return registers as they came, or bits packed with the first in the lowest bit
     * @throws ModbusRefusal if the device answers that it will not
     * @throws UnexpectedAnswerException if this is no answer to this request
     */
    public byte[] decode(byte[] response) throws ModbusRefusal, UnexpectedAnswerException {
        int function = response[0] & 0xFF;
        int asked = range.area().readFunction();
        if ((function & ~EXCEPTION_BIT) != asked) {
            throw new UnexpectedAnswerException(
                    "answer of function %d to a request of function %d".formatted(function & ~EXCEPTION_BIT, asked));
        }
        if (response.length < HEAD_BYTES) {
            throw new UnexpectedAnswerException("connection broken or answer not understood");
        }
        if (function != asked) {
            throw new ModbusRefusal(response[1] & 0xFF);
        }
        int given = response[1] & 0xFF;
        if (response.length != HEAD_BYTES + given) {
            throw new UnexpectedAnswerException("connection broken or answer not understood");
        }
        int expected = range.area().bytesFor(range.count());
        if (given != expected) {
            throw new UnexpectedAnswerException(
                    "answer of %d bytes where %d were asked for".formatted(given, expected));
        }
        return Arrays.copyOfRange(response, HEAD_BYTES, response.length);
    }
}
