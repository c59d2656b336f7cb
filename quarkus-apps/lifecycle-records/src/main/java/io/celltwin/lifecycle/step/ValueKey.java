package io.celltwin.lifecycle.step;

import io.celltwin.model.ModelProperty;

/**
 * Names a value in a step's statistics.
 *
 * @param name functional group and property, {@code dryer/zone1Temperature}
 * @param title what the model calls it
 * @param unit the model's unit symbol, empty if it has none
 */
record ValueKey(String name, String title, String unit) {
    static ValueKey of(ModelProperty property) {
        return new ValueKey(
                property.feature().map(feature -> feature + "/").orElse("") + property.name(),
                property.title(),
                property.unit().symbol());
    }
}
