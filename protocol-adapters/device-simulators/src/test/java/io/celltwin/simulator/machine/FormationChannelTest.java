package io.celltwin.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormationChannelTest {

    private static final double AIR = 25;

    @Test
    void theRecipeTakesAsLongAsItSaysAndEndsWithAStoredCell() {
        for (int seed = 0; seed < 64; seed++) {
            FormationChannel channel = new FormationChannel(seed, AIR);
            double seconds = 0;
            while (channel.step() != FormationStep.DONE && seconds < 100_000) {
                channel.advance(20, AIR);
                seconds += 20;
            }
            assertThat(seconds)
                    .as("cell " + seed)
                    .isCloseTo(FormationChannel.RECIPE_SECONDS, within(FormationChannel.RECIPE_SECONDS * 0.08));
            channel.advance(7200, AIR);
            assertThat(channel.volts()).isBetween(3.5, 3.7);
            assertThat(channel.amperes()).isZero();
        }
    }

    @Test
    void everyStepIsPassedInOrderWithinTheVoltageLimits() {
        FormationChannel channel = new FormationChannel(1, AIR);
        List<FormationStep> steps = new ArrayList<>();
        while (channel.step() != FormationStep.DONE) {
            if (steps.isEmpty() || steps.get(steps.size() - 1) != channel.step()) {
                steps.add(channel.step());
            }
            channel.advance(20, AIR);
            assertThat(channel.volts()).isBetween(2.68, 4.205);
        }
        steps.add(channel.step());
        assertThat(steps).containsExactly(FormationStep.values());
    }

    @Test
    void lessComesOutOfTheFirstDischargeThanWentIntoTheFirstCharge() {
        Map<FormationStep, Double> moved = ampereHoursByStep(new FormationChannel(3, AIR));
        double in =
                moved.get(FormationStep.PRECHARGE) + moved.get(FormationStep.CHARGE) + moved.get(FormationStep.HOLD);
        double out = -moved.get(FormationStep.DISCHARGE);
        assertThat(out / in).isBetween(0.82, 0.93);
    }

    @Test
    void cellsDifferInTheirMeasuredCapacityAsProductionMakesThem() {
        List<Double> capacities = new ArrayList<>();
        for (int seed = 0; seed < 48; seed++) {
            capacities.add(-ampereHoursByStep(new FormationChannel(seed, AIR)).get(FormationStep.DISCHARGE));
        }
        double mean =
                capacities.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double deviation = Math.sqrt(capacities.stream()
                .mapToDouble(each -> (each - mean) * (each - mean))
                .average()
                .orElseThrow());
        assertThat(mean).isBetween(1.8, 2.0);
        assertThat(deviation / mean).isBetween(0.006, 0.02);
    }

    private static Map<FormationStep, Double> ampereHoursByStep(FormationChannel channel) {
        Map<FormationStep, Double> moved = new EnumMap<>(FormationStep.class);
        while (channel.step() != FormationStep.DONE) {
            FormationStep step = channel.step();
            channel.advance(20, AIR);
            moved.merge(step, channel.amperes() * 20 / 3600, Double::sum);
        }
        return moved;
    }
}
