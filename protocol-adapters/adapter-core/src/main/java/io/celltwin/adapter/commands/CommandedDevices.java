package io.celltwin.adapter.commands;

import io.celltwin.adapter.device.Device;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all devices of an adapter have in common where commands are taken.
 *
 * @param access which devices take commands; the others say why they take none
 * @param source brings commands
 * @param listener is told what becomes of them
 * @param desiredPatience how long a desired value waits for a device that is not connected
 * @param timer runs what is due later
 * @param clock tells how long a desired value has waited
 */
public record CommandedDevices(
        CommandAccess access,
        CommandSource source,
        CommandListener listener,
        Duration desiredPatience,
        ScheduledExecutorService timer,
        Clock clock) {

    /**
     * @param device a device
     * @param serial runs everything that concerns it, one after the other
     * @return carries out what is wanted of it, once opened
     */
    public DeviceCommands of(Device device, Executor serial) {
        return new DeviceCommands(device, access.refusal(device), this, serial);
    }
}
