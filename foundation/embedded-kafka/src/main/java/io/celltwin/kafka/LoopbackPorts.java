package io.celltwin.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The two loopback ports of a broker. Both must be known before the start: the controller's stands in the quorum
 * configuration, the broker's in the address that clients are told.
 *
 * @param broker port for clients
 * @param controller port for the broker's own traffic with its controller
 */
record LoopbackPorts(int broker, int controller) {

    static final String HOST = "127.0.0.1";

    /**
     * Finds ports that are free now.
     *
     * @param brokerPort the wanted port for clients; 0 for any
     * @throws EmbeddedKafkaException if the wanted port is taken
     */
    static LoopbackPorts find(int brokerPort) {
        try (ServerSocket broker = bind(brokerPort);
                ServerSocket controller = bind(0)) {
            return new LoopbackPorts(broker.getLocalPort(), controller.getLocalPort());
        } catch (IOException e) {
            throw new EmbeddedKafkaException(
                    "Kafka cannot listen on %s:%d: %s".formatted(HOST, brokerPort, e.getMessage()), e);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            // As Kafka does, so that connections of a former run in TIME_WAIT do not count as "taken".
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return socket;
        } catch (IOException | IllegalArgumentException e) {
            socket.close();
            throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
        }
    }
}
