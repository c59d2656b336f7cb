package io.celltwin.adapter.commands;

import io.celltwin.adapter.device.DeviceKey;
import java.util.Map;
import java.util.Optional;

/** Is told what becomes of what is wanted of devices. Returns at once; called on any thread. */
public interface CommandListener {

    /**
     * A command was answered, or a desired value was.
     *
     * @param record who wanted what, and what became of it
     */
    void answered(CommandRecord record);

    /**
     * What is desired of a device has come to other states.
     *
     * @param device the device
     * @param states the state of each property that has changed; empty for one that is desired no longer
     */
    void desired(DeviceKey device, Map<DesiredKey, Optional<DesiredState>> states);

    /**
     * The twin is to be asked what is desired of the device; {@link CommandHandler#twinReported} is told.
     *
     * @param device the device
     */
    void desiredWanted(DeviceKey device);
}
