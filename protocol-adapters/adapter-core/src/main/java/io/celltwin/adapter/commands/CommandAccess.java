package io.celltwin.adapter.commands;

import io.celltwin.adapter.device.Device;
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
     * @return whether it takes commands
     * @throws io.celltwin.adapter.device.DeviceConfigurationException if its setting is neither true nor false
     */
    public boolean allows(Device device) {
        return device.settings().acceptCommands()
                && tenants.contains(device.tenant())
                && (models.isEmpty() || models.contains(device.model().name()));
    }
}
