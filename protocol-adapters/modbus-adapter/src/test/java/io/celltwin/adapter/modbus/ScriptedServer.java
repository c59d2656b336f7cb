package io.celltwin.adapter.modbus;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers read requests as a test says: wrongly, slowly, or not at all. */
final class ScriptedServer implements AutoCloseable {

    /** What to do with a request; may send anything, nothing, or close the connection. */
    @FunctionalInterface
    interface Script {

        /**
         * @param number how many requests came before this one
         * @param request the request, 12 bytes
         * @param connection where it came from
         */
        void answer(int number, byte[] request, Socket connection) throws IOException;
    }

    private final ServerSocket socket;
    private final Script script;
    private final AtomicInteger requests = new AtomicInteger();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    ScriptedServer(Script script) throws IOException {
        this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.script = script;
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    int requests() {
        return requests.get();
    }

    /** A correct answer to a request for one register: its value. */
    static byte[] register(byte[] request, int value) {
        return ByteBuffer.allocate(11)
                .put(request, 0, 4)
                .putShort((short) 5)
                .put(request[6])
                .put(request[7])
                .put((byte) 2)
                .putShort((short) value)
                .array();
    }

    /** A correct refusal. */
    static byte[] refusal(byte[] request, int code) {
        return ByteBuffer.allocate(9)
                .put(request, 0, 4)
                .putShort((short) 3)
                .put(request[6])
                .put((byte) (request[7] | 0x80))
                .put((byte) code)
                .array();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.add(connection);
                start(() -> serve(connection));
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            while (true) {
                byte[] request = new byte[12];
                in.readFully(request);
                script.answer(requests.getAndIncrement(), request, connection);
            }
        } catch (IOException e) {
            // Closed by either side.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }
}
