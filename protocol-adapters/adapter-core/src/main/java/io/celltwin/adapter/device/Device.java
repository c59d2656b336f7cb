package io.celltwin.adapter.device;

import io.celltwin.model.ThingModel;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A device as its registration describes it.
 *
 * @param tenant the Hono tenant that the device belongs to
 * @param id the device id, which is the id of its twin too
 * @param model says what the device has to read
 * @param address where the device is; its scheme says which driver takes it
 * @param attributes values for the twin's attributes, by attribute name
 * @param settings what is particular to this device
 */
public record Device(
        String tenant,
        String id,
        ThingModel model,
        URI address,
        Map<String, Object> attributes,
        DeviceSettings settings) {

    public Device {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(address.getScheme(), "scheme of address");
        Objects.requireNonNull(settings, "settings");
        attributes = Map.copyOf(attributes);
    }

    /**
     * @return the scheme of the device's address in lower case
     */
    public String scheme() {
        return address.getScheme().toLowerCase(Locale.ROOT);
    }

    /**
     * @return whether values that the device calls uncertain are told: as its settings, else its model, else nobody says
     * @throws DeviceConfigurationException if the setting makes no sense
     */
    public boolean publishesUncertainValues() {
        return settings.publishUncertainValues()
                .or(() -> model.uncertainValues().map("publish"::equals))
                .orElse(false);
    }
}
