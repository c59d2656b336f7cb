package io.celltwin.adapter.modbus;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A Modbus TCP device with 65536 registers and coils, each register at first holding its own address, and with the faults that a
 * test gives it.
 */
final class MemoryServer implements AutoCloseable {

    static final byte[] SILENCE = {};

    private static final int HEADER_BYTES = 7;

    private final ServerSocket server;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final Set<Integer> unknownFunctions = ConcurrentHashMap.newKeySet();
    private final List<byte[]> requests = new CopyOnWriteArrayList<>();
    private final short[] registers = new short[0x10000];
    private final boolean[] coils = new boolean[0x10000];
    private volatile Function<byte[], Optional<byte[]>> fault = request -> Optional.empty();

    MemoryServer() throws IOException {
        for (int address = 0; address < registers.length; address++) {
            registers[address] = (short) address;
        }
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Requests of these functions are answered by exception 1. */
    MemoryServer withoutFunctions(Integer... functions) {
        unknownFunctions.addAll(List.of(functions));
        return this;
    }

    /** What to answer instead, by request PDU; empty for what is right, {@link #SILENCE} for nothing. */
    MemoryServer faulty(Function<byte[], Optional<byte[]>> faults) {
        fault = faults;
        return this;
    }

    /** The request PDUs that came, in order. */
    List<byte[]> requests() {
        return requests;
    }

    List<Integer> functions() {
        return requests.stream().map(request -> (int) request[0]).toList();
    }

    synchronized int register(int address) {
        return registers[address] & 0xFFFF;
    }

    synchronized void set(int address, int... values) {
        for (int i = 0; i < values.length; i++) {
            registers[address + i] = (short) values[i];
        }
    }

    synchronized boolean coil(int address) {
        return coils[address];
    }

    static byte[] refusal(byte[] request, int code) {
        return new byte[] {(byte) (request[0] | 0x80), (byte) code};
    }

    static int start(byte[] request) {
        return ByteBuffer.wrap(request).getShort(1) & 0xFFFF;
    }

    static int count(byte[] request) {
        return ByteBuffer.wrap(request).getShort(3) & 0xFFFF;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
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
                byte[] header = new byte[HEADER_BYTES];
                in.readFully(header);
                byte[] request = new byte[(ByteBuffer.wrap(header).getShort(4) & 0xFFFF) - 1];
                in.readFully(request);
                requests.add(request);
                Optional<byte[]> wrong = fault.apply(request);
                byte[] response = wrong.isPresent() ? wrong.get() : answer(request);
                if (response != SILENCE) {
                    connection
                            .getOutputStream()
                            .write(ByteBuffer.allocate(HEADER_BYTES + response.length)
                                    .put(header, 0, 4)
                                    .putShort((short) (response.length + 1))
                                    .put(header[6])
                                    .put(response)
                                    .array());
                }
            }
        } catch (IOException e) {
            // Closed by either side.
        }
    }

    /** What a device without faults does and answers. */
    synchronized byte[] answer(byte[] request) {
        if (unknownFunctions.contains((int) request[0])) {
            return refusal(request, 1);
        }
        int start = start(request);
        return switch (request[0]) {
            case 1 -> readCoils(start, count(request));
            case 3, 4 -> readRegisters(request[0], start, count(request));
            case 5 -> {
                coils[start] = request[3] != 0;
                yield request;
            }
            case 6 -> {
                registers[start] = (short) count(request);
                yield request;
            }
            case 15 -> {
                for (int i = 0; i < count(request); i++) {
                    coils[start + i] = (request[6 + i / 8] >> i % 8 & 1) == 1;
                }
                yield Arrays.copyOf(request, 5);
            }
            case 16 -> {
                write(start, ByteBuffer.wrap(request, 6, request.length - 6));
                yield Arrays.copyOf(request, 5);
            }
            case 22 -> {
                ByteBuffer masks = ByteBuffer.wrap(request, 3, 4);
                short and = masks.getShort();
                registers[start] = (short) (registers[start] & and | masks.getShort() & ~and);
                yield request;
            }
            case 23 -> {
                write(ByteBuffer.wrap(request).getShort(5) & 0xFFFF, ByteBuffer.wrap(request, 10, request.length - 10));
                yield readRegisters(request[0], start, count(request));
            }
            case 43 -> new byte[] {43, 14, 1, 1, 0, 0, 3, 0, 2, 'C', 'o', 1, 1, 'P', 2, 3, '1', '.', '2'};
            default -> refusal(request, 1);
        };
    }

    private void write(int start, ByteBuffer values) {
        for (int address = start; values.remaining() > 1; address++) {
            registers[address] = values.getShort();
        }
    }

    private byte[] readRegisters(byte function, int start, int count) {
        ByteBuffer answer = ByteBuffer.allocate(2 + 2 * count).put(function).put((byte) (2 * count));
        for (int address = start; address < start + count; address++) {
            answer.putShort(registers[address]);
        }
        return answer.array();
    }

    private byte[] readCoils(int start, int count) {
        byte[] answer = new byte[2 + (count + 7) / 8];
        answer[0] = 1;
        answer[1] = (byte) (answer.length - 2);
        for (int i = 0; i < count; i++) {
            answer[2 + i / 8] |= (byte) (coils[start + i] ? 1 << i % 8 : 0);
        }
        return answer;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "memory-server");
        thread.setDaemon(true);
        thread.start();
    }
}
