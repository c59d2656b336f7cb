package io.celltwin.maintenance.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EffectiveSamplesTest {

    private final Random chance = new Random(3);

    @Test
    void independentSamplesCountFully() {
        assertThat(EffectiveSamples.of(autoregressive(0, 2000))).isBetween(1500.0, 2000.0);
    }

    @Test
    void autocorrelatedOnesCountByTheFormulaOfAFirstOrderProcess() {
        double coefficient = 0.8;
        double expected = 20_000 * (1 - coefficient) / (1 + coefficient);

        assertThat(EffectiveSamples.of(autoregressive(coefficient, 20_000))).isBetween(0.7 * expected, 1.4 * expected);
    }

    @Test
    void aDriftIsHardlyASample() {
        double[] drift = new double[200];
        for (int i = 0; i < drift.length; i++) {
            drift[i] = i;
        }

        assertThat(EffectiveSamples.of(drift)).isLessThan(6);
    }

    private double[] autoregressive(double coefficient, int length) {
        double[] series = new double[length];
        for (int i = 1; i < length; i++) {
            series[i] = coefficient * series[i - 1] + chance.nextGaussian();
        }
        return series;
    }
}
