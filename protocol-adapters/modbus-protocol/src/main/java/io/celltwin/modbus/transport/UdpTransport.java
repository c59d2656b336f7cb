package io.celltwin.modbus.transport;

import io.celltwin.modbus.pdu.ModbusRequest;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The frames of Modbus TCP, one in each datagram. A datagram that is no frame is passed over: the next one is a new beginning. */
public final class UdpTransport implements ModbusTransport {

    private final String host;
    private final int port;
    private final MbapMatcher matcher;
    private final byte[] sent = new byte[Mbap.MAX_FRAME_BYTES];
    /** One byte more than a frame, to tell a datagram that is too long. */
    private final byte[] received = new byte[Mbap.MAX_FRAME_BYTES + 1];

    private volatile DatagramSocket socket;
    private volatile boolean closed;

    /**
     * @param host name or IP address, an IPv6 address in brackets
     * @param port UDP port
     * @param listener is told what is passed over
     */
    public UdpTransport(String host, int port, RejectionListener listener) {
        this.host = host;
        this.port = port;
        this.matcher = new MbapMatcher(listener);
    }

    @Override
    public void open(Duration timeout) throws IOException {
        InetSocketAddress target = new InetSocketAddress(host, port);
        if (target.isUnresolved()) {
            throw new UnknownHostException("unknown host " + host);
        }
        DatagramSocket opened = new DatagramSocket();
        socket = opened;
        // From then on datagrams of others are not seen, and nobody listening is told as refused.
        opened.connect(target);
        if (closed) {
            opened.close();
        }
    }

    @Override
    public byte[] exchange(int unit, ModbusRequest<?> request, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        int id = matcher.begin(unit, request);
        try {
            socket.send(new DatagramPacket(sent, Mbap.put(sent, id, unit, request.encode())));
            return receive(deadline);
        } catch (SocketTimeoutException e) {
            throw new NoAnswerException(timeout, matcher.abandon());
        } catch (PortUnreachableException e) {
            throw new IOException("nobody listens at UDP port " + port, e);
        } catch (SocketException e) {
            throw new IOException("connection broken", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        DatagramSocket opened = socket;
        if (opened != null) {
            opened.close();
        }
    }

    private byte[] receive(long deadline) throws IOException {
        while (true) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new SocketTimeoutException("deadline is over");
            }
            socket.setSoTimeout(Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(left) + 1));
            DatagramPacket packet = new DatagramPacket(received, received.length);
            socket.receive(packet);
            int length = packet.getLength();
            if (length < Mbap.HEADER_BYTES || Mbap.frameBytes(received) != length) {
                matcher.malformed();
                continue;
            }
            Optional<byte[]> answer = matcher.answer(received, length);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }
}
