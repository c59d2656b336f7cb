package io.celltwin.adapter.session;

import io.celltwin.adapter.device.DeviceKey;
import java.util.concurrent.CompletionStage;

/**
 * Decides whether a device may be served.
 */
@FunctionalInterface
public interface DeviceGate {

    /**
     * Never blocks the caller.
     *
     * @param device the device
     * @return completes if the device is registered and enabled and its tenant allows the adapter; completes
     *         exceptionally, with a message fit for a user, otherwise or if that cannot be found out now
     */
    CompletionStage<Void> admit(DeviceKey device);
}
