package io.celltwin.lifecycle.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.Test;

class StepRecorderTest {

    /** Ditto refuses the whole merge for one property that the model does not name, or one of another type. */
    @Test
    void tellsTheTwinOfABatchWhatItsModelNamesAndNothingElse() {
        Instant begin = Instant.parse("2026-03-01T12:00:00Z");
        StepSummary step = new StepSummary(
                "demo:formation-1",
                "formation",
                "demo:batch-1",
                begin,
                begin.plusSeconds(60),
                true,
                true,
                Map.of(),
                Set.of("cabinetHot"));
        Map<String, ModelProperty> modelled = ModelCatalog.bundled().get("cell-batch-1.0.0").properties().stream()
                .filter(property -> property.feature().equals(Optional.of("formation")))
                .collect(Collectors.toMap(ModelProperty::name, Function.identity()));

        JsonObject told =
                StepRecorder.feature(step).getValue("properties").orElseThrow().asObject();

        assertThat(told.getKeys()).allSatisfy(key -> assertThat(modelled).containsKey(key.toString()));
        told.forEach(field -> assertThat(type(field.getValue()))
                .as(field.getKeyName())
                .isEqualTo(modelled.get(field.getKeyName()).schema().get("type").asText()));
        JsonValue alarm = told.getValue("alarms").orElseThrow().asArray().get(0).orElseThrow();
        assertThat(type(alarm))
                .isEqualTo(modelled.get("alarms").schema().at("/items/type").asText());
    }

    private static String type(JsonValue value) {
        if (value.isString()) {
            return "string";
        }
        if (value.isBoolean()) {
            return "boolean";
        }
        return value.isArray() ? "array" : "object";
    }
}
