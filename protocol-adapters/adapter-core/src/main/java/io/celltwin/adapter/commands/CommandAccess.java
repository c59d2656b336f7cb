package io.celltwin.adapter.commands;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import java.util.Optional;
import java.util.Set;

/**
 * Which devices take commands: none, unless their tenant, their model and their own registration all allow it.
 *
 * @param tenants the tenants whose devices may; nobody's if empty
 * @param models the models, by name, whose devices may; all if empty
 */
public record CommandAccess(Set<String> tenants, Set<String> models) {

    /** No device takes any. */
    public static final CommandAccess NONE = new CommandAccess(Set.of(), Set.of());

    public CommandAccess {
        tenants = Set.copyOf(tenants);
        models = Set.copyOf(models);
    }

    /**
     * @return whether any device may take commands
     */
    public boolean isAny() {
        return !tenants.isEmpty();
    }

    /**
     * @param device a device
     * @return why it takes no commands; empty if it takes them
     */
    public Optional<String> refusal(Device device) {
        if (!tenants.contains(device.tenant())) {
            return Optional.of(
                    "writing is switched off for tenant %s: celltwin.adapter.commands.tenants does not name it"
                            .formatted(device.tenant()));
        }
        if (!models.isEmpty() && !models.contains(device.model().name())) {
            return Optional.of("writing is switched off for model %s: celltwin.adapter.commands.models does not name it"
                    .formatted(device.model().name()));
        }
        try {
            return device.settings().acceptCommands()
                    ? Optional.empty()
                    : Optional.of(
                            "writing is switched off for the device: setting acceptCommands of its registration is not true");
        } catch (DeviceConfigurationException e) {
            return Optional.of(e.getMessage());
        }
    }
}
