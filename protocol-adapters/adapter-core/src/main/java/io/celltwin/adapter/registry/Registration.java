package io.celltwin.adapter.registry;

import io.celltwin.adapter.device.DeviceKey;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * A device's registration as the registry has it, as far as it concerns adapters.
 *
 * @param device the device
 * @param enabled whether the device may be used
 * @param celltwin the object {@code ext.celltwin}: untrusted, may have any content; treat it as read-only
 */
public record Registration(DeviceKey device, boolean enabled, JsonObject celltwin) {

    /**
     * @param device the device
     * @param json a registration as the registry's HTTP API gives it
     * @return the registration; empty if it has no {@code ext.celltwin}, so that the device is none of ours
     */
    static Optional<Registration> of(DeviceKey device, JsonObject json) {
        boolean enabled = !Boolean.FALSE.equals(json.getValue("enabled"));
        return json.getValue("ext") instanceof JsonObject ext && ext.getValue("celltwin") instanceof JsonObject celltwin
                ? Optional.of(new Registration(device, enabled, celltwin))
                : Optional.empty();
    }

    /**
     * @return the text before the colon of the address, in lower case; empty if there is no such text
     */
    public Optional<String> scheme() {
        return celltwin.getValue("address") instanceof String address && address.indexOf(':') > 0
                ? Optional.of(address.substring(0, address.indexOf(':')).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
