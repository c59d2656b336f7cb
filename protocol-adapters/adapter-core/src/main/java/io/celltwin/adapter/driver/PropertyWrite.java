package io.celltwin.adapter.driver;

import io.celltwin.model.ModelProperty;
import java.util.Objects;

/**
 * Asks a device to hold a value.
 *
 * @param property whose value; the model says that it is writable
 * @param value {@code Boolean}, {@code Long}, {@code Double}, {@code String} or a {@code List} of these, in the property's
 *            unit
 */
public record PropertyWrite(ModelProperty property, Object value) {

    public PropertyWrite {
        Objects.requireNonNull(property, "property");
        Objects.requireNonNull(value, "value");
    }
}
