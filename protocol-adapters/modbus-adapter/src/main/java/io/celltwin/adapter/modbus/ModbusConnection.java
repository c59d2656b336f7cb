package io.celltwin.adapter.modbus;

import com.ghgande.j2mod.modbus.ModbusIOException;
import com.ghgande.j2mod.modbus.io.ModbusTCPTransport;
import com.ghgande.j2mod.modbus.msg.ExceptionResponse;
import com.ghgande.j2mod.modbus.msg.ModbusRequest;
import com.ghgande.j2mod.modbus.msg.ModbusResponse;
import com.ghgande.j2mod.modbus.msg.ReadCoilsRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputDiscretesRequest;
import com.ghgande.j2mod.modbus.msg.ReadInputRegistersRequest;
import com.ghgande.j2mod.modbus.msg.ReadMultipleRegistersRequest;
import io.celltwin.modbus.plan.RegisterRange;
import io.celltwin.model.binding.ModbusAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.jboss.logging.Logger;

/**
 * One TCP connection to a Modbus device. Its methods block and are for one thread, except {@link #close}, which any thread
 * may call to end whatever goes on. After an {@link IOException} the connection is of no more use: an answer that comes
 * late would be taken for that to the next request.
 * <p>
 * j2mod's transport writes and reads the frames; its transactions are not used, since they reconnect and repeat silently
 * and do not look at unit id, function and length of an answer.
 */
final class ModbusConnection implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ModbusConnection.class);

    private static final int MAX_TRANSACTION_ID = 0xFFFF;

    private final DeadlineSocket socket = new DeadlineSocket();
    private ModbusTCPTransport transport;
    private int transactionId;

    /**
     * Opens the connection.
     *
     * @param address where the device is
     * @param timeout how long to try
     * @throws IOException if the device is not to be reached; its message is fit for users
     */
    void connect(ModbusAddress address, Duration timeout) throws IOException {
        var target = new InetSocketAddress(address.host(), address.port());
        if (target.isUnresolved()) {
            throw new IOException("unknown host " + address.host());
        }
        try {
            socket.connect(target, Math.toIntExact(timeout.toMillis()));
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
        } catch (SocketTimeoutException e) {
            throw new IOException("no connection within %d ms".formatted(timeout.toMillis()), e);
        }
        transport = new ModbusTCPTransport(socket);
    }

    /**
     * Reads from the device.
     *
     * @param range what to read
     * @param timeout how long to wait for the whole answer
     * @return the answer's bytes: registers as they came, bits packed with the first in the lowest bit
     * @throws ModbusRefusal if the device answers that it will not
     * @throws IOException if there was no answer in time or not one to this request; its message is fit for users
     */
    byte[] read(RegisterRange range, Duration timeout) throws ModbusRefusal, IOException {
        var request = request(range);
        var response = exchange(request, timeout);
        if (response.getTransactionID() != request.getTransactionID()) {
            throw new IOException("answer to another request");
        }
        if (response.getUnitID() != range.unit()) {
            throw new IOException(
                    "answer of unit %d to a request to unit %d".formatted(response.getUnitID(), range.unit()));
        }
        int function = response.getFunctionCode() & 0x7F;
        if (function != range.area().readFunction()) {
            throw new IOException("answer of function %d to a request of function %d"
                    .formatted(function, range.area().readFunction()));
        }
        if (response instanceof ExceptionResponse refusal) {
            throw refused(refusal.getExceptionCode());
        }
        return payload(response, range);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing a connection failed", e);
        }
    }

    private ModbusRequest request(RegisterRange range) {
        var request = switch (range.area()) {
            case COIL -> new ReadCoilsRequest(range.start(), range.count());
            case DISCRETE_INPUT -> new ReadInputDiscretesRequest(range.start(), range.count());
            case HOLDING_REGISTER -> new ReadMultipleRegistersRequest(range.start(), range.count());
            case INPUT_REGISTER -> new ReadInputRegistersRequest(range.start(), range.count());
        };
        transactionId = transactionId == MAX_TRANSACTION_ID ? 1 : transactionId + 1;
        request.setTransactionID(transactionId);
        request.setUnitID(range.unit());
        return request;
    }

    private ModbusResponse exchange(ModbusRequest request, Duration timeout) throws IOException {
        socket.startDeadline(timeout);
        try {
            transport.writeRequest(request);
            return transport.readResponse();
        } catch (ModbusIOException e) {
            // j2mod does not tell failures apart but in the words of its messages.
            var reason = socket.isDeadlineOver()
                    ? "no answer within %d ms".formatted(timeout.toMillis())
                    : "connection broken or answer not understood";
            throw new IOException(reason, e);
        }
    }

    private static ModbusRefusal refused(int code) throws IOException {
        var refusal = new ModbusRefusal(code);
        if (refusal.isUnreachable()) {
            throw new IOException(refusal.getMessage(), refusal);
        }
        return refusal;
    }

    // The first byte of a read response is the number of those that follow.
    private static byte[] payload(ModbusResponse response, RegisterRange range) throws IOException {
        var message = response.getMessage();
        int expected = range.area().bytesFor(range.count());
        if (message.length - 1 != expected) {
            throw new IOException("answer of %d bytes where %d were asked for".formatted(message.length - 1, expected));
        }
        return Arrays.copyOfRange(message, 1, message.length);
    }
}
