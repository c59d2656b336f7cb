package io.celltwin.modbus.transport;

import io.celltwin.modbus.pdu.ModbusRequest;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Modbus TCP over a stream of bytes. Invariant: {@code received[0..filled)} begins at the beginning of a frame, also after a time-out in
 * the middle of one: what has come stays there, and the next exchange reads on. Bytes that are no header end the line, since
 * nobody can tell where the next frame would begin.
 */
public final class MbapTransport implements ModbusTransport {

    private static final String NO_HEADER =
            "what comes from there is no Modbus TCP: another protocol, or RTU frames (modbus+rtu+tcp)";

    private final ByteLine line;
    private final MbapMatcher matcher;
    private final byte[] sent = new byte[Mbap.MAX_FRAME_BYTES];
    private final byte[] received = new byte[Mbap.MAX_FRAME_BYTES];
    private int filled;

    /**
     * @param line carries the frames, not yet open
     * @param listener is told what is passed over
     */
    public MbapTransport(ByteLine line, RejectionListener listener) {
        this.line = line;
        this.matcher = new MbapMatcher(listener);
    }

    @Override
    public void open(Duration timeout) throws IOException {
        line.open(timeout);
    }

    @Override
    public byte[] exchange(int unit, ModbusRequest<?> request, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        int id = matcher.begin(unit, request);
        try {
            line.write(sent, Mbap.put(sent, id, unit, request.encode()));
            return receive(deadline);
        } catch (SocketTimeoutException e) {
            throw new NoAnswerException(timeout, matcher.abandon());
        } catch (EOFException e) {
            throw new IOException(ByteLine.CLOSED, e);
        } catch (SocketException | SSLException e) {
            throw new IOException(ByteLine.BROKEN, e);
        }
    }

    @Override
    public void close() {
        line.close();
    }

    private byte[] receive(long deadline) throws IOException {
        while (true) {
            fill(Mbap.HEADER_BYTES, deadline);
            int frameBytes = Mbap.frameBytes(received);
            if (frameBytes < 0) {
                matcher.malformed();
                throw new IOException(NO_HEADER);
            }
            fill(frameBytes, deadline);
            Optional<byte[]> answer = matcher.answer(received, frameBytes);
            System.arraycopy(received, frameBytes, received, 0, filled - frameBytes);
            filled -= frameBytes;
            if (answer.isPresent()) {
                return answer.get();
            }
            // Who sends nonsense without a pause would never be left by the timeouts of reads.
            if (deadline - System.nanoTime() <= 0) {
                throw new SocketTimeoutException("deadline is over");
            }
        }
    }

    /** Reads until so many bytes of the present frame are there. */
    private void fill(int needed, long deadline) throws IOException {
        while (filled < needed) {
            int count = line.read(received, filled, received.length - filled, deadline);
            if (count < 0) {
                throw new EOFException("closed by the other side");
            }
            filled += count;
        }
    }
}
