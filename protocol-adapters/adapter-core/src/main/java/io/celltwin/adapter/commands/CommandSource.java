package io.celltwin.adapter.commands;

import io.celltwin.adapter.device.DeviceKey;

/**
 * Brings commands to devices.
 */
public interface CommandSource {

    /** Brings none, where nothing is listened for. */
    CommandSource NONE = (device, handler) -> () -> {};

    /**
     * Lets a device's commands come, from now on or as soon as that is possible. Never blocks.
     *
     * @param device the device
     * @param handler takes them
     * @return ends it
     */
    Subscription subscribe(DeviceKey device, CommandHandler handler);

    /** Commands that come. */
    @FunctionalInterface
    interface Subscription {

        /** Lets no more commands come. Idempotent; does not wait. */
        void cancel();
    }
}
