package io.celltwin.adapter.device;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.ModelException;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingDescription;
import io.celltwin.model.binding.FormException;
import io.celltwin.model.binding.FormOperations;
import io.celltwin.model.binding.FormProtocol;
import java.util.ArrayList;
import java.util.List;
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

    private static <F> List<DeviceForm<F>> forms(Device device, FormParser<F> parser, Predicate<JsonNode> wanted) {
        ThingDescription description = describe(device);
        List<DeviceForm<F>> forms = new ArrayList<>();
        for (ModelProperty property : device.model().properties()) {
            description.forms(property).stream()
                    .filter(form -> wanted.test(form) && hasScheme(form, device.scheme()))
                    .findFirst()
                    .ifPresent(form -> forms.add(new DeviceForm<>(property, parse(property, form, parser))));
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

    private static <F> F parse(ModelProperty property, JsonNode form, FormParser<F> parser) {
        try {
            return parser.parse(form, property.schema());
        } catch (FormException e) {
            throw DeviceForm.problem(property, e.getMessage());
        }
    }

    private static boolean hasScheme(JsonNode form, String scheme) {
        return FormProtocol.schemeOf(form.path("href").asText())
                .filter(scheme::equals)
                .isPresent();
    }
}
