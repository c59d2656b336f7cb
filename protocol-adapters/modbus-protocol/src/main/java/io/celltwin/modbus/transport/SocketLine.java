package io.celltwin.modbus.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A TCP connection, with TLS or without.
 * <p>
 * The read timeout of a plain socket starts anew with each byte, so that a device which drips its answer could hold its reader
 * for minutes; here it is set to what is left of the deadline before each read.
 */
public final class SocketLine implements ByteLine {

    private final String host;
    private final int port;
    private final Optional<SSLSocketFactory> tls;
    private final Socket socket = new Socket();
    private InputStream in;
    private OutputStream out;

    /**
     * @param host name or IP address, an IPv6 address in brackets
     * @param port TCP port
     * @param tls makes the TLS session, which is then made out to the host; empty for none
     */
    public SocketLine(String host, int port, Optional<SSLSocketFactory> tls) {
        this.host = host;
        this.port = port;
        this.tls = tls;
    }

    @Override
    public void open(Duration timeout) throws IOException {
        InetSocketAddress target = new InetSocketAddress(host, port);
        if (target.isUnresolved()) {
            throw new UnknownHostException("unknown host " + host);
        }
        int millis = Math.toIntExact(timeout.toMillis());
        try {
            socket.connect(target, millis);
        } catch (SocketTimeoutException e) {
            throw new IOException("no connection within %d ms".formatted(millis), e);
        }
        socket.setTcpNoDelay(true);
        // Frees the line to a device that vanished without a word.
        socket.setKeepAlive(true);
        Socket used = tls.isPresent() ? secured(tls.get(), millis) : socket;
        in = used.getInputStream();
        out = used.getOutputStream();
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        out.write(bytes, 0, length);
    }

    @Override
    public int read(byte[] buffer, int offset, int most, long deadlineNanos) throws IOException {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("deadline is over");
        }
        // Rounded up: a timeout must not come before the deadline, and 0 would mean no limit. TLS reads through the
        // same socket.
        socket.setSoTimeout(Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(left) + 1));
        return in.read(buffer, offset, most);
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() {
        try {
            // The TCP connection, not the TLS session, whose polite end would wait for the other side.
            socket.close();
        } catch (IOException e) {
            // There is nothing left to close then.
        }
    }

    private SSLSocket secured(SSLSocketFactory factory, int millis) throws IOException {
        socket.setSoTimeout(millis);
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, host.replaceAll("^\\[|]$", ""), port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        try {
            secured.startHandshake();
        } catch (SSLException e) {
            throw new IOException(
                    "the TLS handshake failed: %s; check the certificates of both sides".formatted(e.getMessage()), e);
        } catch (SocketTimeoutException e) {
            throw new IOException("no TLS handshake within %d ms".formatted(millis), e);
        }
        return secured;
    }
}
