package io.celltwin.adapter.contract;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.model.ModelProperty;
import java.util.Optional;

/** A device that answers, with which a driver is tried. */
public interface DeviceUnderTest extends AutoCloseable {

    /** How to reach it. */
    Device device();

    /** A property that {@link #change()} changes. */
    ModelProperty changingProperty();

    /**
     * Changes the property in the device.
     *
     * @return the value that readings have from then on
     */
    Object change();

    /**
     * What a driver that can write is asked to write, and takes; empty if the driver cannot write. The value differs from the
     * present one.
     */
    default Optional<PropertyWrite> write() {
        return Optional.empty();
    }

    /** Dies as a machine does that loses its power: nothing answers any more. */
    void die();

    @Override
    void close();
}
