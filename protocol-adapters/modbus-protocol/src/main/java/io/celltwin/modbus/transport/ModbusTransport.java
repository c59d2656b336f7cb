package io.celltwin.modbus.transport;

import io.celltwin.modbus.pdu.ModbusRequest;
import java.io.IOException;
import java.time.Duration;

/**
 * Carries requests to Modbus devices and brings their answers, as one kind of line does it: it frames, and it sees to it that an
 * answer is that to the request. What comes beside it - late answers to earlier requests, answers of other units or of a wrong length,
 * noise - is passed over, and told to a {@link RejectionListener}.
 * <p>
 * {@link #open} is called once and first. {@link #open} and {@link #exchange} block and are called by one thread at a time;
 * {@link #close} may be called by any thread at any time and ends whatever goes on.
 */
public interface ModbusTransport extends AutoCloseable {

    /**
     * Opens the line.
     *
     * @param timeout how long to try
     * @throws IOException if it cannot be opened; its message is fit for users
     */
    void open(Duration timeout) throws IOException;

    /**
     * Sends a request and waits for the answer to it.
     *
     * @param unit the unit that is asked, 0 to 255
     * @param request what is asked
     * @param timeout how long to wait for the whole answer
     * @return the response PDU of that unit, one that the request does not reject
     * @throws NoAnswerException if the answer was not complete in time. The line stays in order: should the answer come yet, it is
     *         not taken for that to a later request
     * @throws IOException if the line is of no more use; its message is fit for users
     */
    byte[] exchange(int unit, ModbusRequest<?> request, Duration timeout) throws IOException;

    /** Closes the line. Idempotent; throws nothing. */
    @Override
    void close();
}
