package io.celltwin.adapter.registry;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelException;
import io.celltwin.model.ThingModel;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.things.model.ThingId;

/**
 * Makes sense of a registration.
 */
public final class RegistrationReader {

    private final ModelCatalog models;

    /**
     * @param models the models that a registration may name
     */
    public RegistrationReader(ModelCatalog models) {
        this.models = models;
    }

    /**
     * @param registration the registration
     * @return the device that it describes
     * @throws InvalidRegistrationException if it describes none
     */
    public Device read(Registration registration) throws InvalidRegistrationException {
        ThingModel model = model(registration);
        try {
            String id = registration.device().deviceId();
            ThingId.of(id);
            JsonObject celltwin = registration.celltwin();
            DeviceSettings settings = new DeviceSettings(object(celltwin, "settings"));
            settings.pollingTime();
            settings.timeout();
            settings.ignoreDeviceClock();
            settings.acceptCommands();
            settings.publishUncertainValues();
            return new Device(
                    registration.device().tenant(),
                    id,
                    model,
                    address(celltwin),
                    object(celltwin, "attributes"),
                    settings);
        } catch (DeviceConfigurationException | DittoRuntimeException e) {
            throw new InvalidRegistrationException(e.getMessage(), Optional.of(model));
        }
    }

    private ThingModel model(Registration registration) throws InvalidRegistrationException {
        if (!(registration.celltwin().getValue("model") instanceof String name) || name.isBlank()) {
            throw new InvalidRegistrationException(
                    "the registration names no model (ext.celltwin.model)", Optional.empty());
        }
        try {
            return models.get(name);
        } catch (ModelException e) {
            throw new InvalidRegistrationException(
                    "the registration's model cannot be used: " + e.getMessage(), Optional.empty());
        }
    }

    private static URI address(JsonObject celltwin) {
        if (!(celltwin.getValue("address") instanceof String text)) {
            throw new DeviceConfigurationException("the registration has no address (ext.celltwin.address)");
        }
        try {
            URI address = new URI(text);
            if (address.getScheme() == null) {
                throw new DeviceConfigurationException(
                        "the registration's address has no scheme (ext.celltwin.address)");
            }
            return address;
        } catch (URISyntaxException e) {
            throw new DeviceConfigurationException(
                    "the registration's address is not a URI (ext.celltwin.address): " + e.getReason());
        }
    }

    private static Map<String, Object> object(JsonObject celltwin, String name) {
        Object value = celltwin.getValue(name);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof JsonObject object)) {
            throw new DeviceConfigurationException(
                    "the registration's ext.celltwin.%s is not an object".formatted(name));
        }
        Map<String, Object> members = object.getMap();
        members.values().removeIf(Objects::isNull);
        return members;
    }
}
