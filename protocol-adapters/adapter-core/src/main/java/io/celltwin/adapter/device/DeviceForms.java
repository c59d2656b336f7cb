package io.celltwin.adapter.device;

import io.celltwin.model.ModelException;
import io.celltwin.model.ThingDescription;
import java.util.List;
import java.util.Locale;

/**
 * Finds in a device's model the forms by which a driver reads the device.
 */
public final class DeviceForms {

    private DeviceForms() {}

    /**
     * @param device a device
     * @return for each property that the device provides the first form which is for reading and has the scheme of the
     *         device's address; its href is absolute. In the model's order, at least one
     * @throws DeviceConfigurationException if there is none, or the model cannot be applied to the device
     */
    public static List<FormTerms> forReading(Device device) {
        var description = describe(device);
        var forms = device.model().properties().stream()
                .flatMap(property -> description.forms(property).stream()
                        .map(form -> new FormTerms(property, form))
                        .filter(FormTerms::isForReading)
                        .filter(terms -> hasScheme(terms, device.scheme()))
                        .limit(1))
                .toList();
        if (forms.isEmpty()) {
            throw new DeviceConfigurationException("model %s has no form for reading by %s"
                    .formatted(device.model().name(), device.scheme()));
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

    private static boolean hasScheme(FormTerms terms, String scheme) {
        return terms.href().toLowerCase(Locale.ROOT).startsWith(scheme + ":");
    }
}
