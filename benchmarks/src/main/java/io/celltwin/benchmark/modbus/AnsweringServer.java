package io.celltwin.benchmark.modbus;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** A Modbus TCP server that costs as little as can be: it answers every request to read registers at once, with the same registers. */
final class AnsweringServer implements AutoCloseable {
    private static final int HEADER_BYTES = 6;
    private static final int COUNT_AT = 4;
    private static final int BYTES_BEFORE_REGISTERS = 9;

    private final ServerSocket socket;

    AnsweringServer(int mostConnections) throws IOException {
        socket = new ServerSocket(0, mostConnections, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "answering-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                start(() -> serve(connection));
            }
        } catch (SocketException e) {
            // It was closed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(Socket connection) {
        byte[] header = new byte[HEADER_BYTES];
        try (connection) {
            connection.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(connection.getInputStream()));
            OutputStream out = connection.getOutputStream();
            while (true) {
                in.readFully(header);
                byte[] request = new byte[(header[COUNT_AT] & 0xFF) << Byte.SIZE | header[COUNT_AT + 1] & 0xFF];
                in.readFully(request);
                out.write(answer(header, request));
            }
        } catch (EOFException | SocketException e) {
            // The client has left.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] answer(byte[] header, byte[] request) {
        int bytes = 2 * ((request[COUNT_AT] & 0xFF) << Byte.SIZE | request[COUNT_AT + 1] & 0xFF);
        byte[] answer = new byte[BYTES_BEFORE_REGISTERS + bytes];
        System.arraycopy(header, 0, answer, 0, COUNT_AT);
        answer[COUNT_AT + 1] = (byte) (3 + bytes);
        answer[HEADER_BYTES] = request[0];
        answer[HEADER_BYTES + 1] = request[1];
        answer[HEADER_BYTES + 2] = (byte) bytes;
        for (int i = BYTES_BEFORE_REGISTERS; i < answer.length; i++) {
            answer[i] = (byte) i;
        }
        return answer;
    }
}
