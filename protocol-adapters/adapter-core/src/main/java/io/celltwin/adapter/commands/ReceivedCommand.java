package io.celltwin.adapter.commands;

import java.util.Objects;
import java.util.Optional;

/**
 * A command to a device, as it came. Nothing of it is checked.
 *
 * @param name what is to be done
 * @param payload with what; may be empty; treat it as read-only
 * @param originator who sent it, if somebody trustworthy says so
 */
public record ReceivedCommand(String name, byte[] payload, Optional<String> originator) {

    public ReceivedCommand {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(payload, "payload");
    }
}
