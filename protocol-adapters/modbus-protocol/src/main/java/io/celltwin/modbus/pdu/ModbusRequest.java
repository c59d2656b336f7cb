package io.celltwin.modbus.pdu;

import java.util.Optional;

/**
 * One request of the Modbus Application Protocol (V1.1b3, section 6) and how its answer is told from any other.
 *
 * @param <R> what the answer holds
 */
public interface ModbusRequest<R> {

    /** Set in the function code of an answer that is an exception (section 7). */
    int EXCEPTION_BIT = 0x80;

    /** The function code, 1 to 127. */
    int function();

    /** The request PDU: function code and data, 1 to 253 bytes. */
    byte[] encode();

    /**
     * Why a response that is neither an exception nor of another function is no answer to this request.
     *
     * @param response a response PDU of this request's function
     * @return empty if it is the answer, also byte for byte of the right length
     */
    Optional<String> mismatch(byte[] response);

    /**
     * Takes out of an answer what it holds.
     *
     * @param response a response PDU without a mismatch
     */
    R value(byte[] response);

    /**
     * Why a response is no answer to this request.
     *
     * @param response any bytes that came as a response PDU, at least one
     * @return empty if it is the answer, or an exception to this request
     */
    default Optional<String> rejection(byte[] response) {
        int answered = response[0] & 0xFF & ~EXCEPTION_BIT;
        if (answered != function()) {
            return Optional.of("answer of function %d to a request of function %d".formatted(answered, function()));
        }
        if ((response[0] & EXCEPTION_BIT) != 0) {
            return response.length == 2
                    ? Optional.empty()
                    : Optional.of("exception of %d bytes instead of 2".formatted(response.length));
        }
        return mismatch(response);
    }

    /**
     * Takes out of an answer what it holds.
     *
     * @param response a response PDU without a rejection
     * @throws ModbusRefusal if the device answers that it will not
     */
    default R decode(byte[] response) throws ModbusRefusal {
        if ((response[0] & EXCEPTION_BIT) != 0) {
            throw new ModbusRefusal(response[1] & 0xFF);
        }
        return value(response);
    }
}
