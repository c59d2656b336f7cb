package io.celltwin.simulator.modbus;

import com.ghgande.j2mod.modbus.net.AbstractModbusListener;
import com.ghgande.j2mod.modbus.net.TCPConnectionHandler;
import com.ghgande.j2mod.modbus.net.TCPSlaveConnection;
import com.ghgande.j2mod.modbus.procimg.ProcessImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Listens on one port for one device. In place of j2mod's own listener, which leaves open connections alone when it stops:
 * a pulled cable ends them too.
 */
final class ModbusListener extends AbstractModbusListener {

    private static final Logger LOG = Logger.getLogger(ModbusListener.class);

    /** More clients than a small device serves; each takes a thread. */
    private static final int MOST_CONNECTIONS = 16;
    /** j2mod's timer that would close idle connections takes a thread for each: left out. */
    private static final int NO_IDLE_LIMIT = 0;

    private final ServerSocket server;
    private final int unit;
    private final ProcessImage image;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /**
     * Takes the port at once; {@link #run} serves it.
     *
     * @param port 0 for any free one
     * @throws IOException if the port is taken
     */
    ModbusListener(InetAddress address, int port, int unit, ProcessImage image) throws IOException {
        this.unit = unit;
        this.image = image;
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        try {
            server.bind(new InetSocketAddress(address, port));
        } catch (IOException e) {
            close(server);
            throw new IOException("Port " + port + " is taken", e);
        }
        setAddress(address);
        setPort(server.getLocalPort());
        // A connection may be idle for as long as its client likes.
        setTimeout(0);
    }

    @Override
    public void run() {
        setListening(true);
        while (!server.isClosed()) {
            try {
                accept(server.accept());
            } catch (IOException | RuntimeException e) {
                if (!server.isClosed()) {
                    LOG.warnf("A Modbus connection failed: %s", e.getMessage());
                }
            }
        }
        setListening(false);
    }

    @Override
    public void stop() {
        close(server);
        connections.forEach(ModbusListener::close);
    }

    @Override
    public ProcessImage getProcessImage(int askedUnit) {
        return askedUnit == unit ? image : null;
    }

    private void accept(Socket socket) throws IOException {
        if (connections.size() >= MOST_CONNECTIONS) {
            close(socket);
            return;
        }
        // Frees the place of a client that vanished without a word.
        socket.setKeepAlive(true);
        connections.add(socket);
        if (server.isClosed()) {
            // Cut between accepting and remembering.
            close(socket);
        }
        TCPSlaveConnection connection = new TCPSlaveConnection(socket);
        connection.setTimeout(getTimeout());
        Thread thread = new Thread(() -> serve(connection, socket), "modbus-" + getPort());
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(TCPSlaveConnection connection, Socket socket) {
        try {
            new TCPConnectionHandler(this, connection, NO_IDLE_LIMIT).run();
        } catch (RuntimeException e) {
            LOG.debug("A Modbus connection ended", e);
        } finally {
            connections.remove(socket);
            close(socket);
        }
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.debug("A socket did not close", e);
        }
    }
}
