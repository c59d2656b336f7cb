package io.celltwin.adapter.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.celltwin.adapter.contract.Properties;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A further stage needs no change of the others. */
class EdgeStagesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final ModelProperty VOLTAGE = Properties.named("voltage");
    private static final ModelProperty CURRENT = Properties.named("current");
    private static final ModelProperty POWER = Properties.named("power");

    @Test
    void aStageCallsAReadingBadForThoseThatFollow() {
        EdgeStage refusing = (reading, cycle, next) -> next.accept(reading.bad("rose too fast"));
        EdgePipeline pipeline =
                new EdgePipeline(List.of(refusing, new QualityTracking(), new ChangeDetection()), CLOCK);
        FeatureUpdate update = pipeline.accept(List.of(Reading.good(VOLTAGE, 3.0, NOW)))
                .features()
                .get("feature");
        assertThat(update.values()).isEmpty();
        assertThat(update.quality().get("voltage")).contains("rose too fast");
    }

    @Test
    void aStageDerivesAValueAtTheEndOfTheCycle() {
        EdgePipeline pipeline =
                new EdgePipeline(List.of(new PowerStage(), new QualityTracking(), new ChangeDetection()), CLOCK);
        EdgeUpdate update = pipeline.accept(List.of(Reading.good(VOLTAGE, 3.0, NOW), Reading.good(CURRENT, 2.0, NOW)));
        assertThat(update.features().get("feature").values())
                .containsOnly(entry("voltage", 3.0), entry("current", 2.0), entry("power", 6.0));
        assertThat(pipeline.everything().features().get("feature").values()).containsEntry("power", 6.0);
    }

    @Test
    void aStageHoldsReadingsBack() {
        EdgeStage silent = (reading, cycle, next) -> {};
        EdgePipeline pipeline = new EdgePipeline(List.of(silent, new ChangeDetection()), CLOCK);
        assertThat(pipeline.accept(List.of(Reading.good(VOLTAGE, 3.0, NOW))).isEmpty())
                .isTrue();
        assertThat(pipeline.everything().isEmpty()).isTrue();
    }

    /** Multiplies the numbers of a cycle. */
    private static final class PowerStage implements EdgeStage {

        private final List<Double> factors = new ArrayList<>();

        @Override
        public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
            factors.add((Double) reading.value());
            next.accept(reading);
        }

        @Override
        public void cycleEnded(EdgeCycle cycle, Consumer<Reading> next) {
            next.accept(Reading.good(POWER, factors.stream().reduce(1.0, (a, b) -> a * b), cycle.now()));
            factors.clear();
        }
    }
}
