package io.celltwin.adapter.commands;

import java.util.Objects;

/**
 * A command to a device, as it came. Nothing of it is checked.
 *
 * @param name what is to be done
 * @param payload with what; may be empty; treat it as read-only
 */
public record ReceivedCommand(String name, byte[] payload) {

    public ReceivedCommand {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(payload, "payload");
    }
}
