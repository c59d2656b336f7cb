package io.celltwin.adapter.commands;

import io.celltwin.adapter.device.DeviceKey;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Brings commands to devices.
 */
public interface CommandSource {

    /**
     * Lets a device's commands come, from now on or as soon as that is possible. Never blocks.
     *
     * @param device the device
     * @param handler carries out one command; called on any thread, must not block; completes with the answer, never
     *            exceptionally
     * @return ends it
     */
    Subscription subscribe(DeviceKey device, Function<ReceivedCommand, CompletionStage<CommandAnswer>> handler);

    /** Commands that come. */
    @FunctionalInterface
    interface Subscription {

        /** Lets no more commands come. Idempotent; does not wait. */
        void cancel();
    }
}
