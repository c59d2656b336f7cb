package io.celltwin.standalone.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.registration.RegistrationCheck;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A registration that is not registered yet.
 *
 * @param document the registration as Hono's registry takes it
 */
public record RegistrationDraft(ObjectNode document) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXT = "ext";
    private static final String CELLTWIN = "celltwin";
    private static final long LONGEST_FILE = 64L * 1024;

    /**
     * @param file holds a registration, or what is below {@code ext.celltwin} of one
     * @throws DeviceProblem if it cannot be read or holds something else
     */
    public static RegistrationDraft of(Path file) throws DeviceProblem {
        JsonNode content = read(file);
        if (!(content instanceof ObjectNode object)) {
            throw new DeviceProblem("The file " + file + " holds no JSON object.");
        }
        if (object.path(EXT).path(CELLTWIN).isObject()) {
            return new RegistrationDraft(object);
        }
        if (object.has("model") || object.has("address")) {
            return wrapped(object);
        }
        throw new DeviceProblem(
                "The file " + file + " holds no registration: it has neither ext.celltwin nor model and address.");
    }

    /**
     * @param address the device's address
     * @param model its model's name
     * @param settings its settings by name, each as JSON or else as text
     * @param attributes its attributes, likewise
     */
    public static RegistrationDraft of(
            String address, String model, Map<String, String> settings, Map<String, String> attributes) {
        ObjectNode celltwin = JSON.createObjectNode().put("model", model).put("address", address);
        addTo(celltwin, "attributes", attributes);
        addTo(celltwin, "settings", settings);
        return wrapped(celltwin);
    }

    /** What is below {@code ext.celltwin}. */
    public JsonNode celltwin() {
        return document.path(EXT).path(CELLTWIN);
    }

    /**
     * @param tenant its tenant
     * @param id its id
     * @param models the models that there are
     * @return the device that it describes
     * @throws DeviceProblem if it describes none; names all that is wrong
     */
    public Device device(String tenant, String id, ModelCatalog models) throws DeviceProblem {
        List<String> problems = new RegistrationCheck(Optional.of(models), Set.of()).problems(id, celltwin());
        if (!problems.isEmpty()) {
            throw new DeviceProblem("The registration makes no sense: " + String.join("; ", problems) + ".");
        }
        return new Device(
                tenant,
                id,
                models.get(celltwin().path("model").textValue()),
                URI.create(celltwin().path("address").textValue()),
                members("attributes"),
                new DeviceSettings(members("settings")));
    }

    private Map<String, Object> members(String name) {
        Map<String, Object> members = new HashMap<>();
        celltwin()
                .path(name)
                .properties()
                .forEach(each -> members.put(each.getKey(), JSON.convertValue(each.getValue(), Object.class)));
        members.values().removeIf(Objects::isNull);
        return members;
    }

    private static RegistrationDraft wrapped(ObjectNode celltwin) {
        ObjectNode document = JSON.createObjectNode().put("enabled", true);
        document.putObject(EXT).set(CELLTWIN, celltwin);
        return new RegistrationDraft(document);
    }

    private static void addTo(ObjectNode celltwin, String name, Map<String, String> members) {
        if (!members.isEmpty()) {
            ObjectNode object = celltwin.putObject(name);
            members.forEach((member, text) -> object.set(member, value(text)));
        }
    }

    /** A number and a truth value are what they look like; all else is a text. */
    private static JsonNode value(String text) {
        try {
            JsonNode value = JSON.readTree(text);
            return value == null || value.isMissingNode() || value.isContainerNode()
                    ? JSON.getNodeFactory().textNode(text)
                    : value;
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(text);
        }
    }

    private static JsonNode read(Path file) throws DeviceProblem {
        try {
            if (!Files.isRegularFile(file)) {
                throw new DeviceProblem("There is no file " + file + ".");
            }
            if (Files.size(file) > LONGEST_FILE) {
                throw new DeviceProblem("The file " + file + " is longer than any registration may be.");
            }
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new DeviceProblem("The file " + file + " is not JSON: " + e.getOriginalMessage() + ", line "
                    + e.getLocation().getLineNr() + ".");
        } catch (IOException e) {
            throw new DeviceProblem("The file " + file + " cannot be read.");
        }
    }
}
