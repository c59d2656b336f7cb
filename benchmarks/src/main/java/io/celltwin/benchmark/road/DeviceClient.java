package io.celltwin.benchmark.road;

/** A bare client of one value of one device. */
public interface DeviceClient extends AutoCloseable {

    /** Writes the value and returns when the device has confirmed it. */
    void write(double value) throws Exception;

    /** Reads the value. */
    double read() throws Exception;

    @Override
    void close();
}
