package io.celltwin.modbus.transport;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Serves one connection by TCP or TLS. */
final class SocketPeer implements ScriptedPeer {

    private final ServerSocket server;
    private final boolean rtu;
    private final Optional<SSLSocketFactory> clients;
    private volatile Socket connection;

    SocketPeer(ServerSocket server, boolean rtu, Optional<SSLSocketFactory> clients) {
        this.server = server;
        this.rtu = rtu;
        this.clients = clients;
    }

    @Override
    public void serve(Script script) {
        Thread thread = new Thread(
                () -> {
                    try (Socket accepted = server.accept()) {
                        connection = accepted;
                        new StreamPeer(rtu).serve(accepted.getInputStream(), accepted.getOutputStream(), script);
                    } catch (IOException e) {
                        // Ended by the test.
                    }
                },
                "scripted-peer");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public ModbusTransport transport(RejectionListener listener) {
        SocketLine line = new SocketLine("127.0.0.1", server.getLocalPort(), clients);
        return rtu ? new RtuTransport(line, Duration.ZERO, listener) : new MbapTransport(line, listener);
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (connection != null) {
            connection.close();
        }
    }
}
