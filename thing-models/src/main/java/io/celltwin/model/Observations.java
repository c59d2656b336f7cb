package io.celltwin.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** What the adapters add to every feature that holds measured values: when they were observed, and which are not good. */
final class Observations {

    static final String OBSERVED_AT = "observedAt";
    static final String QUALITY = "quality";
    static final String SOURCE_TIMES = "sourceTimes";

    private static final Set<String> NAMES = Set.of(OBSERVED_AT, QUALITY, SOURCE_TIMES);
    private static final Set<String> ADAPTER_FEATURES = Set.of("alarms", "connection");

    private Observations() {}

    /** Whether the adapters themselves write what stands at the property's place. */
    static boolean isReserved(ModelProperty property) {
        return property.feature().isPresent()
                && (NAMES.contains(property.name())
                        || ADAPTER_FEATURES.contains(property.feature().get()));
    }

    /** Adds them to the definitions of a feature's properties, unless the model defines them itself. */
    static void describe(ObjectNode definitions, List<ModelProperty> properties) {
        if (properties.stream().noneMatch(ModelProperty::measured)) {
            return;
        }
        if (!definitions.has(OBSERVED_AT)) {
            definitions
                    .putObject(OBSERVED_AT)
                    .put("title", "Observed at")
                    .put("description", "When the newest value was observed, UTC")
                    .put("type", "string")
                    .put("format", "date-time")
                    .put("readOnly", true);
        }
        if (!definitions.has(SOURCE_TIMES)) {
            ObjectNode times = definitions
                    .putObject(SOURCE_TIMES)
                    .put("title", "Source times")
                    .put(
                            "description",
                            "When a value was observed, by property, where that is not the time of the newest, UTC")
                    .put("type", "object")
                    .put("readOnly", true);
            ObjectNode byProperty = times.putObject("properties");
            properties.stream()
                    .filter(ModelProperty::measured)
                    .forEach(property -> byProperty
                            .putObject(property.name())
                            .put("type", "string")
                            .put("format", "date-time"));
        }
        if (!definitions.has(QUALITY)) {
            ObjectNode quality = definitions
                    .putObject(QUALITY)
                    .put("title", "Quality")
                    .put("description", "Why a value is not good, by property; empty when all are good")
                    .put("type", "object")
                    .put("readOnly", true);
            ObjectNode reasons = quality.putObject("properties");
            properties.stream()
                    .filter(ModelProperty::measured)
                    .forEach(property -> reasons.putObject(property.name()).put("type", "string"));
        }
    }
}
