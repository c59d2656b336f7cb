package io.celltwin.adapter.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.ModelAction;
import io.celltwin.model.ModelEvent;
import io.celltwin.model.ModelException;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingDescription;
import io.celltwin.model.binding.FormException;
import io.celltwin.model.binding.FormOperations;
import io.celltwin.model.binding.FormProtocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds in a device's model the forms by which a driver reads the device.
 */
public final class DeviceForms {

    private DeviceForms() {}

    /**
     * @param device a device
     * @param parser reads the forms of the device's protocol
     * @return for each property that the device provides the first form which is for reading and has the scheme of the
     *         device's address; its href is absolute. In the model's order, at least one
     * @throws DeviceConfigurationException if there is none, one makes no sense, or the model cannot be applied to the device
     */
    public static <F> List<DeviceForm<F>> forReading(Device device, FormParser<F> parser) {
        List<DeviceForm<F>> forms =
                forms(device, parser, form -> FormOperations.of(form).reads());
        if (forms.isEmpty()) {
            throw new DeviceConfigurationException("model %s has no form for reading by %s"
                    .formatted(device.model().name(), device.scheme()));
        }
        return forms;
    }

    /**
     * @param device a device
     * @param parser reads the forms of the device's protocol
     * @return for each writable property the first form that says it is for writing and has the scheme of the device's address;
     *         its href is absolute. In the model's order; may be empty
     * @throws DeviceConfigurationException if one makes no sense, or the model cannot be applied to the device
     */
    public static <F> List<DeviceForm<F>> forWriting(Device device, FormParser<F> parser) {
        return forms(
                        device,
                        parser,
                        form -> form.has("op") && FormOperations.of(form).writes())
                .stream()
                .filter(form -> form.property().writable())
                .toList();
    }

    /**
     * @param device a device
     * @param parser reads the forms of the device's protocol; it is given the whole action for a schema
     * @return by the name of each action that the device has, what its first form says that has the scheme of the device's address; its
     *         href is absolute. May be empty
     * @throws DeviceConfigurationException if one makes no sense, or the model cannot be applied to the device
     */
    public static <F> Map<String, F> forInvoking(Device device, FormParser<F> parser) {
        ThingDescription description = describe(device);
        Map<String, F> forms = new LinkedHashMap<>();
        for (ModelAction action : device.model().actions()) {
            first(device, description.forms(action))
                    .ifPresent(form -> forms.put(
                            action.name(), parse("action " + action.name(), form, action.definition(), parser)));
        }
        return forms;
    }

    /**
     * @param device a device
     * @param parser reads the forms of the device's protocol; it is given the whole event for a schema
     * @return by the name of each event that the device tells, what its first form says that has the scheme of the device's address; its
     *         href is absolute. May be empty
     * @throws DeviceConfigurationException if one makes no sense, or the model cannot be applied to the device
     */
    public static <F> Map<String, F> forSubscribing(Device device, FormParser<F> parser) {
        ThingDescription description = describe(device);
        Map<String, F> forms = new LinkedHashMap<>();
        for (ModelEvent event : device.model().events()) {
            first(device, description.forms(event))
                    .ifPresent(form ->
                            forms.put(event.name(), parse("event " + event.name(), form, event.definition(), parser)));
        }
        return forms;
    }

    private static Optional<JsonNode> first(Device device, List<JsonNode> forms) {
        return forms.stream().filter(form -> hasScheme(form, device.scheme())).findFirst();
    }

    private static <F> List<DeviceForm<F>> forms(Device device, FormParser<F> parser, Predicate<JsonNode> wanted) {
        ThingDescription description = describe(device);
        List<DeviceForm<F>> forms = new ArrayList<>();
        for (ModelProperty property : device.model().properties()) {
            description.forms(property).stream()
                    .filter(form -> wanted.test(form) && hasScheme(form, device.scheme()))
                    .findFirst()
                    .ifPresent(form -> forms.add(new DeviceForm<>(
                            property, parse("property " + property.name(), form, property.schema(), parser))));
        }
        return forms;
    }

    private static ThingDescription describe(Device device) {
        try {
            return device.model().describe(device.id(), device.address());
        } catch (ModelException e) {
            throw new DeviceConfigurationException(e.getMessage());
        }
    }

    private static <F> F parse(String what, JsonNode form, JsonNode schema, FormParser<F> parser) {
        try {
            return parser.parse(form, schema);
        } catch (FormException e) {
            throw new DeviceConfigurationException("%s: %s".formatted(what, e.getMessage()));
        }
    }

    private static boolean hasScheme(JsonNode form, String scheme) {
        return FormProtocol.schemeOf(form.path("href").asText())
                .filter(scheme::equals)
                .isPresent();
    }
}
