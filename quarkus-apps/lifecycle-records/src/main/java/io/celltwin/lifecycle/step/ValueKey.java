package io.celltwin.lifecycle.step;

import io.celltwin.model.ModelProperty;
import org.eclipse.ditto.json.JsonObject;

/**
 * Names a value in a step's statistics.
 *
 * @param name functional group and property, {@code dryer/zone1Temperature}
 * @param title what the model calls it
 * @param unit the model's unit symbol, empty if it has none
 */
record ValueKey(String name, String title, String unit) {
    private static final String NAME = "name";
    private static final String TITLE = "title";
    private static final String UNIT = "unit";

    JsonObject toJson() {
        return JsonObject.newBuilder()
                .set(NAME, name)
                .set(TITLE, title)
                .set(UNIT, unit)
                .build();
    }

    static ValueKey of(JsonObject json) {
        return new ValueKey(
                json.getValue(NAME).orElseThrow().asString(),
                json.getValue(TITLE).orElseThrow().asString(),
                json.getValue(UNIT).orElseThrow().asString());
    }

    static ValueKey of(ModelProperty property) {
        return new ValueKey(
                property.feature().map(feature -> feature + "/").orElse("") + property.name(),
                property.title(),
                property.unit().symbol());
    }
}
