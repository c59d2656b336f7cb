package io.celltwin.adapter.driver;

import io.celltwin.model.ModelAction;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks a device to do something.
 *
 * @param action what; the model has it
 * @param input what it is given, as the action's input wants it: {@code Boolean}, {@code Long}, {@code Double}, {@code String}, a
 *            {@code List} or a {@code Map} of these; empty if nothing
 */
public record ActionInvocation(ModelAction action, Optional<Object> input) {

    public ActionInvocation {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(input, "input");
    }
}
