package io.celltwin.adapter.registry;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelException;
import io.celltwin.model.ThingModel;
import io.celltwin.model.registration.RegistrationCheck;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.DatabindCodec;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;

/**
 * Makes sense of a registration.
 */
public final class RegistrationReader {

    private final ModelCatalog models;
    private final RegistrationCheck check;

    /**
     * @param models the models that a registration may name
     * @param schemes the schemes of the addresses that the adapter takes
     */
    public RegistrationReader(ModelCatalog models, Set<String> schemes) {
        this.models = models;
        this.check = new RegistrationCheck(Optional.of(models), schemes);
    }

    /**
     * @param registration the registration
     * @return the device that it describes
     * @throws InvalidRegistrationException if it describes none
     */
    public Device read(Registration registration) throws InvalidRegistrationException {
        JsonObject celltwin = registration.celltwin();
        String id = registration.device().deviceId();
        List<String> problems = check.problems(id, DatabindCodec.mapper().valueToTree(celltwin));
        if (!problems.isEmpty()) {
            throw new InvalidRegistrationException(String.join("; ", problems), model(celltwin));
        }
        try {
            return new Device(
                    registration.device().tenant(),
                    id,
                    models.get(celltwin.getString("model")),
                    URI.create(celltwin.getString("address")),
                    object(celltwin, "attributes"),
                    new DeviceSettings(object(celltwin, "settings")));
        } catch (DeviceConfigurationException | DittoRuntimeException e) {
            throw new InvalidRegistrationException(e.getMessage(), model(celltwin));
        }
    }

    private Optional<ThingModel> model(JsonObject celltwin) {
        try {
            return celltwin.getValue("model") instanceof String name ? Optional.of(models.get(name)) : Optional.empty();
        } catch (ModelException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> object(JsonObject celltwin, String name) {
        JsonObject object = celltwin.getJsonObject(name, new JsonObject());
        if (object == null) {
            return Map.of();
        }
        Map<String, Object> members = new HashMap<>(object.getMap());
        members.values().removeIf(Objects::isNull);
        return members;
    }
}
