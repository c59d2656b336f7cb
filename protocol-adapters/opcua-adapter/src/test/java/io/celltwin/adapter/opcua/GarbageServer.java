package io.celltwin.adapter.opcua;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;

/** Answers whatever comes with random bytes. */
final class GarbageServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    GarbageServer() throws IOException {
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                start(() -> answer(connection));
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private void answer(Socket connection) {
        Random random = new Random(5);
        byte[] garbage = new byte[1000];
        try (connection) {
            while (connection.getInputStream().read(new byte[1000]) >= 0) {
                random.nextBytes(garbage);
                connection.getOutputStream().write(garbage);
            }
        } catch (IOException e) {
            // The client has had enough.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "garbage-server");
        thread.setDaemon(true);
        thread.start();
    }
}
