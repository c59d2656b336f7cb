package io.celltwin.adapter.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.contract.Properties;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TwinRoomTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ModelProperty WAVE = Properties.named("wave");
    private static final ModelProperty LOG = Properties.named("log");
    private static final ModelProperty SPEED = Properties.named("speed");

    private final EdgePipeline pipeline = new EdgePipeline(
            List.of(new TwinRoom(List.of(WAVE, LOG, SPEED)), new QualityTracking(), new ChangeDetection()),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aValueThatIsTooLargeIsNotGoodAndCostsNoOtherValue() {
        FeatureUpdate update = accept(Map.of(LOG, "x".repeat(TwinRoom.MOST_BYTES + 100), SPEED, 3L));
        assertThat(update.values()).containsOnly(Map.entry("speed", 3L));
        assertThat(update.quality().get("log").orElseThrow()).contains("too large for the twin");
    }

    @Test
    void countsBytesAsJsonHasThem() {
        String half = "x".repeat(TwinRoom.MOST_BYTES / 2 + 100);
        assertThat(problemOf(LOG, half)).isEmpty();
        assertThat(problemOf(LOG, half.replace('x', 'ü'))).isPresent();
        assertThat(problemOf(LOG, half.replace('x', '\u0001'))).isPresent();
        assertThat(problemOf(LOG, Map.of(half, half))).isPresent();
        assertThat(problemOf(LOG, List.of(1L, List.of(half, half)))).isPresent();
    }

    @Test
    void largeValuesShareTheRoomAndGiveItBack() {
        List<Object> half = Collections.nCopies(TwinRoom.MOST_BYTES / 8, 1.5);
        assertThat(problemOf(WAVE, half)).isEmpty();
        assertThat(problemOf(LOG, half.subList(0, half.size() - 1))).isEmpty();
        assertThat(problemOf(WAVE, Collections.nCopies(half.size() * 2, 1.5))).isPresent();
        assertThat(problemOf(LOG, List.of(1.5))).isEmpty();
        assertThat(problemOf(WAVE, Collections.nCopies(half.size() * 3 / 2, 1.5)))
                .isEmpty();
    }

    private Optional<String> problemOf(ModelProperty property, Object value) {
        accept(Map.of(property, value));
        return pipeline.everything()
                .features()
                .get("feature")
                .quality()
                .getOrDefault(property.name(), Optional.empty());
    }

    private FeatureUpdate accept(Map<ModelProperty, Object> values) {
        List<Reading> cycle = values.entrySet().stream()
                .map(each -> Reading.good(each.getKey(), each.getValue(), NOW))
                .toList();
        return pipeline.accept(cycle)
                .features()
                .getOrDefault("feature", new FeatureUpdate(Map.of(), Map.of(), NOW, Map.of()));
    }
}
