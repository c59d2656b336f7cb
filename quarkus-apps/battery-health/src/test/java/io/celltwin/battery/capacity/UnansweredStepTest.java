package io.celltwin.battery.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class UnansweredStepTest {

    private static final double NOMINAL = 2;

    @Test
    void aLoadThatBecomesAChargeWithoutTheVoltageIsFound() {
        assertThat(found(new double[] {-1, 1, 1, 1, 1}, new double[] {3.6, 3.6, 3.599, 3.598, 3.597}))
                .isTrue();
    }

    @Test
    void aVoltageThatIsReadTwoSamplesLateHasAnswered() {
        assertThat(found(new double[] {-1, 1, 1, 1, 1}, new double[] {3.6, 3.6, 3.6, 3.7, 3.7}))
                .isFalse();
    }

    @Test
    void aLoadFromRestAtWhichTheVoltageRisesIsFound() {
        assertThat(found(new double[] {0, -1.5, -1.5, -1.5, -1.5}, new double[] {3.6, 3.65, 3.65, 3.65, 3.66}))
                .isTrue();
    }

    @Test
    void aBeginningAndAnEndOfALoadThatTheVoltageDoesNotShowAreNoDoubt() {
        assertThat(found(new double[] {0, -1.5, -1.5, -1.5, -1.5}, new double[] {3.6, 3.6, 3.6, 3.6, 3.6}))
                .isFalse();
        assertThat(found(new double[] {-1.5, 0, 0, 0, 0}, new double[] {3.6, 3.6, 3.6, 3.6, 3.6}))
                .isFalse();
    }

    @Test
    void withoutCellVoltagesNothingIsDoubted() {
        assertThat(found(new double[] {-1, 1, 1, 1, 1}, new double[0])).isFalse();
    }

    private static boolean found(double[] amperes, double[] volts) {
        Optional<UnansweredStep> step = Optional.empty();
        for (int i = 1; i < amperes.length; i++) {
            step = UnansweredStep.next(step, sample(i - 1, amperes, volts), sample(i, amperes, volts), NOMINAL);
        }
        return step.map(UnansweredStep::found).orElse(false);
    }

    private static BatterySample sample(int index, double[] amperes, double[] volts) {
        OptionalDouble cell = volts.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(volts[index]);
        return new BatterySample(10.0 * index, amperes[index], cell, cell, OptionalDouble.empty(), OptionalInt.empty());
    }
}
