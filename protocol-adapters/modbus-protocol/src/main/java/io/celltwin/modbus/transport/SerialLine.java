package io.celltwin.modbus.transport;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A serial line of this machine. */
public final class SerialLine implements ByteLine {

    private final String path;
    private final SerialSettings settings;
    private volatile SerialPort port;
    private volatile boolean closed;

    /**
     * @param path of the device, for example {@code /dev/ttyUSB0}; on Windows {@code /COM3}
     * @param settings how to set it up
     */
    public SerialLine(String path, SerialSettings settings) {
        this.path = path.matches("/COM\\d+") ? path.substring(1) : path;
        this.settings = settings;
    }

    @Override
    public void open(Duration timeout) throws IOException {
        SerialPort opened;
        try {
            opened = SerialPort.getCommPort(path);
        } catch (SerialPortInvalidPortException e) {
            throw new IOException("there is no serial line " + path, e);
        }
        opened.setComPortParameters(
                settings.baudRate(),
                SerialSettings.DATA_BITS,
                settings.stopBits() == 1 ? SerialPort.ONE_STOP_BIT : SerialPort.TWO_STOP_BITS,
                switch (settings.parity()) {
                    case NONE -> SerialPort.NO_PARITY;
                    case EVEN -> SerialPort.EVEN_PARITY;
                    case ODD -> SerialPort.ODD_PARITY;
                });
        if (!opened.openPort()) {
            throw new IOException(
                    "the serial line %s cannot be opened; it may be in use, or not be this account's to use"
                            .formatted(path));
        }
        port = opened;
        if (closed) {
            opened.closePort();
        }
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        if (port.writeBytes(bytes, length) != length) {
            throw new IOException("the serial line %s cannot be written to".formatted(path));
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int most, long deadlineNanos) throws IOException {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("deadline is over");
        }
        port.setComPortTimeouts(
                SerialPort.TIMEOUT_READ_SEMI_BLOCKING, Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(left) + 1), 0);
        int count = port.readBytes(buffer, most, offset);
        if (count < 0 || closed) {
            throw new IOException("the serial line %s is gone".formatted(path));
        }
        if (count == 0) {
            throw new SocketTimeoutException("nothing came in time");
        }
        return count;
    }

    @Override
    public int available() {
        return Math.max(0, port.bytesAvailable());
    }

    @Override
    public void close() {
        closed = true;
        SerialPort opened = port;
        if (opened != null) {
            opened.closePort();
        }
    }
}
