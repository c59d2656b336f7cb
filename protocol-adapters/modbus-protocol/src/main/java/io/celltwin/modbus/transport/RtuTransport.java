package io.celltwin.modbus.transport;

import io.celltwin.modbus.pdu.ModbusRequest;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Modbus RTU (MODBUS over Serial Line V1.02), on a serial line or carried by TCP.
 * <p>
 * <b>Finding the answer.</b> A response says neither how long it is nor to what request it is. Whatever has come since the request is searched
 * for a frame of the unit that was asked, with a right checksum, that the request takes for its answer; everything before and behind it
 * is noise.
 * <p>
 * <b>Late answers.</b> One to an earlier request of the same unit and function would be taken for that to the next. So
 * after a request without an answer the line is listened to for as long again before that unit is asked the same, unless the late answer
 * comes before.
 */
public final class RtuTransport implements ModbusTransport {

    private static final int BUFFER_BYTES = 2 * RtuFrame.MAX_BYTES;
    private static final int SHORTEST_RESPONSE_BYTES = 5;
    private static final int MOST_READS_TO_DISCARD = 64;
    private static final long PROMPT_NANOS = 100_000_000;

    private final ByteLine line;
    private final Duration silence;
    private final RejectionListener listener;
    private final byte[] sent = new byte[RtuFrame.MAX_BYTES];
    private final byte[] received = new byte[BUFFER_BYTES];
    private int filled;
    private long lastByteNanos = System.nanoTime();
    private Optional<Unanswered> unanswered = Optional.empty();
    private Optional<String> instead = Optional.empty();

    /** A request that may yet be answered. */
    private record Unanswered(int unit, int function, long untilNanos) {}

    /**
     * @param line carries the frames, not yet open
     * @param silence how long the line has to be silent before a frame begins
     * @param listener is told what is passed over
     */
    public RtuTransport(ByteLine line, Duration silence, RejectionListener listener) {
        this.line = line;
        this.silence = silence;
        this.listener = listener;
    }

    @Override
    public void open(Duration timeout) throws IOException {
        line.open(timeout);
    }

    @Override
    public byte[] exchange(int unit, ModbusRequest<?> request, Duration timeout) throws IOException {
        try {
            awaitLateAnswer(unit, request.function());
            awaitSilence(System.nanoTime() + timeout.toNanos());
            discard();
            long deadline = System.nanoTime() + timeout.toNanos();
            line.write(sent, RtuFrame.put(sent, unit, request.encode()));
            return receive(unit, request, timeout, deadline);
        } catch (EOFException e) {
            throw new IOException(ByteLine.CLOSED, e);
        } catch (SocketException e) {
            throw new IOException(ByteLine.BROKEN, e);
        }
    }

    @Override
    public void close() {
        line.close();
    }

    private byte[] receive(int unit, ModbusRequest<?> request, Duration timeout, long deadline) throws IOException {
        instead = Optional.empty();
        try {
            while (true) {
                fill(deadline);
                Optional<byte[]> answer = search(unit, request);
                if (answer.isPresent()) {
                    unanswered = Optional.empty();
                    filled = 0;
                    return answer.get();
                }
            }
        } catch (SocketTimeoutException e) {
            if (filled > 0 && instead.isEmpty()) {
                listener.rejected(Rejection.MALFORMED);
                instead = Optional.of("answer that is no Modbus frame");
            }
            unanswered = Optional.of(new Unanswered(unit, request.function(), System.nanoTime() + timeout.toNanos()));
            throw new NoAnswerException(timeout, instead);
        }
    }

    private Optional<byte[]> search(int unit, ModbusRequest<?> request) {
        for (int start = 0; start + SHORTEST_RESPONSE_BYTES <= filled; start++) {
            int length = RtuFrame.responseBytes(received, start, filled);
            int end = start + length;
            if (length < SHORTEST_RESPONSE_BYTES || end > filled || !RtuFrame.isIntact(received, start, end)) {
                continue;
            }
            int answering = received[start] & 0xFF;
            byte[] pdu = Arrays.copyOfRange(received, start + 1, end - RtuFrame.CHECKSUM_BYTES);
            Optional<String> rejection = answering == unit
                    ? request.rejection(pdu)
                    : Optional.of("answer of unit %d to a request to unit %d".formatted(answering, unit));
            if (rejection.isEmpty()) {
                return Optional.of(pdu);
            }
            listener.rejected(answering == unit ? Rejection.MISFIT : Rejection.OTHER_UNIT);
            instead = rejection;
            remove(end);
            start = -1;
        }
        return Optional.empty();
    }

    private void remove(int count) {
        System.arraycopy(received, count, received, 0, filled - count);
        filled -= count;
    }

    private void fill(long deadline) throws IOException {
        if (deadline - System.nanoTime() <= 0) {
            throw new SocketTimeoutException("deadline is over");
        }
        if (filled == received.length) {
            // What is older than a frame is none.
            remove(RtuFrame.MAX_BYTES);
        }
        int count = line.read(received, filled, received.length - filled, deadline);
        if (count < 0) {
            throw new EOFException("closed by the other side");
        }
        lastByteNanos = System.nanoTime();
        filled += count;
    }

    private void awaitLateAnswer(int unit, int function) throws IOException {
        Optional<Unanswered> waited =
                unanswered.filter(earlier -> earlier.unit() == unit && earlier.function() == function);
        if (waited.isEmpty()) {
            return;
        }
        unanswered = Optional.empty();
        try {
            while (!holdsAnswerOf(unit, function)) {
                fill(waited.get().untilNanos());
            }
            listener.rejected(Rejection.LATE);
        } catch (SocketTimeoutException e) {
            // It does not come any more.
        }
    }

    private boolean holdsAnswerOf(int unit, int function) {
        for (int start = 0; start + SHORTEST_RESPONSE_BYTES <= filled; start++) {
            int end = start + RtuFrame.responseBytes(received, start, filled);
            if ((received[start] & 0xFF) == unit
                    && (received[start + 1] & 0xFF & ~ModbusRequest.EXCEPTION_BIT) == function
                    && end - start >= SHORTEST_RESPONSE_BYTES
                    && end <= filled
                    && RtuFrame.isIntact(received, start, end)) {
                return true;
            }
        }
        return false;
    }

    /** @param giveUpNanos when to send all the same, since somebody never stops talking */
    private void awaitSilence(long giveUpNanos) throws IOException {
        try {
            while (giveUpNanos - System.nanoTime() > 0) {
                fill(Math.min(giveUpNanos, lastByteNanos + silence.toNanos()));
            }
        } catch (SocketTimeoutException e) {
            // Silent.
        }
    }

    /** What has come before a request is no answer to it. */
    private void discard() throws IOException {
        filled = 0;
        for (int reads = 0; reads < MOST_READS_TO_DISCARD && line.available() > 0; reads++) {
            fill(System.nanoTime() + PROMPT_NANOS);
            filled = 0;
        }
    }
}
