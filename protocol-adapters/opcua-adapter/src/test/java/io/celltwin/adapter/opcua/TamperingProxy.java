package io.celltwin.adapter.opcua;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between client and server, and does something to one chunk of what the server says (OPC 10000-6, 6.7.2: 3 bytes of type, one
 * that says whether more follow, 4 of length, then channel, token, sequence number and request id).
 */
final class TamperingProxy implements AutoCloseable {

    /** What happens to the chunk. */
    enum Tampering {
        IS_OF_UNKNOWN_TYPE {
            @Override
            void apply(byte[] chunk, OutputStream to) throws IOException {
                chunk[0] = 'X';
                to.write(chunk);
            }
        },
        IS_ABORTED {
            @Override
            void apply(byte[] chunk, OutputStream to) throws IOException {
                chunk[FINAL_AT] = 'A';
                to.write(chunk);
            }
        },
        HAS_AN_ENORMOUS_LENGTH {
            @Override
            void apply(byte[] chunk, OutputStream to) throws IOException {
                put(chunk, LENGTH_AT, Integer.MAX_VALUE);
                to.write(chunk);
            }
        },
        HAS_A_NEGATIVE_LENGTH {
            @Override
            void apply(byte[] chunk, OutputStream to) throws IOException {
                put(chunk, LENGTH_AT, -1);
                to.write(chunk);
            }
        },
        IS_OF_ANOTHER_CHANNEL {
            @Override
            void apply(byte[] chunk, OutputStream to) throws IOException {
                put(chunk, CHANNEL_AT, 0x7777);
                to.write(chunk);
            }
        },
        ANSWERS_ANOTHER_REQUEST {
            @Override
            void apply(byte[] chunk, OutputStream to) throws IOException {
                put(chunk, chunk.length < REQUEST_AT + Integer.BYTES ? CHANNEL_AT : REQUEST_AT, 0x7777);
                to.write(chunk);
            }
        },
        SKIPS_A_SEQUENCE_NUMBER {
            @Override
            void apply(byte[] chunk, OutputStream to) throws IOException {
                put(chunk, chunk.length < REQUEST_AT ? CHANNEL_AT : SEQUENCE_AT, 0x7777);
                to.write(chunk);
            }
        },
        COMES_TWICE {
            @Override
            void apply(byte[] chunk, OutputStream to) throws IOException {
                to.write(chunk);
                to.write(chunk);
            }
        },
        ENDS_EARLY {
            @Override
            void apply(byte[] chunk, OutputStream to) throws IOException {
                to.write(chunk, 0, chunk.length / 2);
                to.close();
            }
        },
        IS_SHORTER_THAN_ITS_CONTENT {
            @Override
            void apply(byte[] chunk, OutputStream to) throws IOException {
                int length = Math.max(CHANNEL_AT, chunk.length - 7);
                put(chunk, LENGTH_AT, length);
                to.write(chunk, 0, length);
            }
        },
        IS_GIBBERISH_BEHIND_ITS_TYPE {
            @Override
            void apply(byte[] chunk, OutputStream to) throws IOException {
                fill(chunk, RESULT_AT, (byte) 0xFF);
                to.write(chunk);
            }
        },
        HAS_ENORMOUS_ARRAYS {
            @Override
            void apply(byte[] chunk, OutputStream to) throws IOException {
                fill(chunk, BODY_AT, (byte) 0x7F);
                to.write(chunk);
            }
        },
        DOES_NOT_COME {
            @Override
            void apply(byte[] chunk, OutputStream to) {
                // Nothing is written.
            }
        };

        private static final int FINAL_AT = 3;
        private static final int LENGTH_AT = 4;
        private static final int CHANNEL_AT = 8;
        private static final int SEQUENCE_AT = 16;
        private static final int REQUEST_AT = 20;
        /** Behind the type's node id, the time and the request's handle. */
        private static final int RESULT_AT = 40;
        /** Behind the response header, as it is without diagnostics. */
        private static final int BODY_AT = 52;

        abstract void apply(byte[] chunk, OutputStream to) throws IOException;

        private static void fill(byte[] chunk, int from, byte value) {
            if (from < chunk.length) {
                Arrays.fill(chunk, from, chunk.length, value);
            }
        }

        private static void put(byte[] chunk, int at, int value) {
            if (at + Integer.BYTES <= chunk.length) {
                ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
            }
        }
    }

    private static final int HEADER_BYTES = 8;

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger chunks = new AtomicInteger();
    private final int target;
    private final int tampered;
    private final Tampering tampering;

    /**
     * @param target the server's port
     * @param tampered which chunk it happens to, counted from 0
     * @param tampering what
     */
    TamperingProxy(int target, int tampered, Tampering tampering) throws IOException {
        this.target = target;
        this.tampered = tampered;
        this.tampering = tampering;
        start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    boolean hasTampered() {
        return chunks.get() > tampered;
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
                Socket client = socket.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                connections.add(client);
                connections.add(server);
                start(() -> forward(client, server));
                start(() -> answer(server, client));
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private static void forward(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Closed by either side.
        }
    }

    private void answer(Socket from, Socket to) {
        byte[] header = new byte[HEADER_BYTES];
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            while (true) {
                in.readFully(header);
                int length =
                        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(Integer.BYTES);
                byte[] chunk = new byte[length];
                System.arraycopy(header, 0, chunk, 0, HEADER_BYTES);
                in.readFully(chunk, HEADER_BYTES, length - HEADER_BYTES);
                if (chunks.getAndIncrement() == tampered) {
                    tampering.apply(chunk, to.getOutputStream());
                } else {
                    to.getOutputStream().write(chunk);
                }
            }
        } catch (IOException e) {
            // Closed by either side.
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tampering-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
