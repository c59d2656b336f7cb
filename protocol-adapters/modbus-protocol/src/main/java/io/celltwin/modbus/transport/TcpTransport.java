package io.celltwin.modbus.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Modbus TCP (MODBUS Messaging on TCP/IP Implementation Guide V1.0b, 3.1.3).
 * <p>
 * A frame is a header of seven bytes - transaction id, protocol id (0), length of what follows, unit id - and a PDU. Each request
 * has a transaction id of its own. Invariants:
 * <ol>
 *   <li>{@code received[0..filled)} begins at the beginning of a frame, also after a time-out in the middle of one: what has come
 *       stays there, and the next exchange reads on.
 *   <li>{@code abandoned} holds the ids of requests that timed out; only for them is a late answer passed over. Any other id that
 *       was not asked for means that the two sides do not understand each other, and ends the line.
 * </ol>
 * The read timeout of a plain socket starts anew with each byte, so that a device which drips its answer could hold its reader
 * for minutes; here it is set to what is left of the deadline before each read.
 */
public final class TcpTransport implements ModbusTransport {

    private static final int HEADER_BYTES = 7;
    private static final int LENGTH_ENDS_AT = 6;
    private static final int MAX_PDU_BYTES = 253;
    private static final int MAX_TRANSACTION_ID = 0xFFFF;
    private static final String NOT_UNDERSTOOD = "connection broken or answer not understood";

    private final String host;
    private final int port;
    private final Socket socket = new Socket();
    private final byte[] sent = new byte[HEADER_BYTES + MAX_PDU_BYTES];
    private final byte[] received = new byte[HEADER_BYTES + MAX_PDU_BYTES];
    private final Set<Integer> abandoned = new HashSet<>();
    private InputStream in;
    private OutputStream out;
    private int filled;
    private int transactionId;

    /**
     * @param host name or IP address
     * @param port TCP port
     */
    public TcpTransport(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public void open(Duration timeout) throws IOException {
        InetSocketAddress target = new InetSocketAddress(host, port);
        if (target.isUnresolved()) {
            throw new UnknownHostException("unknown host " + host);
        }
        try {
            socket.connect(target, Math.toIntExact(timeout.toMillis()));
        } catch (SocketTimeoutException e) {
            throw new IOException("no connection within %d ms".formatted(timeout.toMillis()), e);
        }
        socket.setTcpNoDelay(true);
        // Frees the line to a device that vanished without a word.
        socket.setKeepAlive(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    @Override
    public byte[] exchange(int unit, byte[] request, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        int id = nextId();
        try {
            send(id, unit, request);
            return receive(id, unit, deadline);
        } catch (SocketTimeoutException e) {
            abandoned.add(id);
            throw new NoAnswerException(timeout);
        } catch (SocketException | EOFException e) {
            throw new IOException(NOT_UNDERSTOOD, e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing left to close then.
        }
    }

    private int nextId() {
        transactionId = transactionId == MAX_TRANSACTION_ID ? 1 : transactionId + 1;
        abandoned.remove(transactionId);
        return transactionId;
    }

    private void send(int id, int unit, byte[] request) throws IOException {
        int length = request.length + 1;
        sent[0] = (byte) (id >> Byte.SIZE);
        sent[1] = (byte) id;
        sent[4] = (byte) (length >> Byte.SIZE);
        sent[5] = (byte) length;
        sent[6] = (byte) unit;
        System.arraycopy(request, 0, sent, HEADER_BYTES, request.length);
        out.write(sent, 0, HEADER_BYTES + request.length);
    }

    private byte[] receive(int id, int unit, long deadline) throws IOException {
        while (true) {
            fill(HEADER_BYTES, deadline);
            int length = unsignedShort(4);
            if (unsignedShort(2) != 0 || length < 2 || length > MAX_PDU_BYTES + 1) {
                throw new IOException(NOT_UNDERSTOOD);
            }
            int end = LENGTH_ENDS_AT + length;
            fill(end, deadline);
            int answered = unsignedShort(0);
            int answering = received[6] & 0xFF;
            byte[] pdu = Arrays.copyOfRange(received, HEADER_BYTES, end);
            System.arraycopy(received, end, received, 0, filled - end);
            filled -= end;
            if (answered == id) {
                if (answering != unit) {
                    throw new UnexpectedAnswerException(
                            "answer of unit %d to a request to unit %d".formatted(answering, unit));
                }
                return pdu;
            }
            if (!abandoned.remove(answered)) {
                throw new IOException("answer to another request");
            }
        }
    }

    /** Reads until so many bytes of the present frame are there. */
    private void fill(int needed, long deadline) throws IOException {
        while (filled < needed) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new SocketTimeoutException("deadline is over");
            }
            // Rounded up: a timeout must not come before the deadline, and 0 would mean no limit.
            socket.setSoTimeout(Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(left) + 1));
            int count = in.read(received, filled, received.length - filled);
            if (count < 0) {
                throw new EOFException("closed by the other side");
            }
            filled += count;
        }
    }

    private int unsignedShort(int index) {
        return (received[index] & 0xFF) << Byte.SIZE | received[index + 1] & 0xFF;
    }
}
