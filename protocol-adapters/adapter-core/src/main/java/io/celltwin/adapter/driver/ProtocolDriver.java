package io.celltwin.adapter.driver;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Speaks one family of device protocols. An adapter module provides one driver as a CDI bean; everything else that an
 * adapter does (provisioning, retries, the edge pipeline, sending) is the core's.
 */
public interface ProtocolDriver {

    /**
     * @return the short name of the adapter that this driver makes, for example {@code modbus}: Hono knows the adapter
     *         as {@code celltwin-modbus}, its account is {@code modbus-adapter}, metrics and health are tagged with it
     */
    String name();

    /**
     * @return the URI schemes of the device addresses that this driver takes, for example {@code modbus+tcp}, in lower
     *         case; never empty
     */
    Set<String> schemes();

    /**
     * Connects to a device once and starts to read it as its model says. The first call of
     * {@link LinkListener#readings} after a connect carries every property that the device provides.
     * <p>
     * Never blocks the caller, and does not retry: retrying with backoff is the core's work. A link that was completed
     * successfully reads until it is closed or lost. If the attempt fails, no listener method is called and nothing is
     * left open.
     *
     * @param device what to connect to
     * @param listener is told what is read; called on a thread of the driver, one call at a time per link, and returns
     *            quickly
     * @return completes with the link once the device has answered, or exceptionally when it cannot be reached, does
     *         not answer in time, or when the model's forms or the device's settings make no sense to the driver
     *         ({@link DeviceConfigurationException})
     */
    CompletionStage<DeviceLink> connect(Device device, LinkListener listener);
}
