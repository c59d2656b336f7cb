package io.celltwin.adapter.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.model.DerivedValue.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowStatisticsTest {

    private static final double[] TIMES = {0, 1, 2, 3};
    private static final double[] NUMBERS = {1, -2, 3, -4};

    /** Calculated by hand: mean -0.5, deviations 1.5, -1.5, 3.5, -3.5, their squares 29 and fourth powers 310.25. */
    @ParameterizedTest
    @CsvSource({
        "MEAN, -0.5",
        "MINIMUM, -4",
        "MAXIMUM, 3",
        "STANDARD_DEVIATION, 3.109126351029605",
        "RMS, 2.7386127875258306",
        "PEAK, 4",
        "CREST_FACTOR, 1.4605934866804429",
        "KURTOSIS, 1.475624256837099",
        "SLOPE, -1.0"
    })
    void isWhatItsFormulaSays(Function function, double expected) {
        assertThat(new WindowStatistics(TIMES, NUMBERS, 4).of(function).getAsDouble())
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void knowsASineByItsCrestFactorAndKurtosis() {
        int samples = 10_000;
        double[] times = new double[samples];
        double[] numbers = new double[samples];
        for (int i = 0; i < samples; i++) {
            times[i] = i;
            numbers[i] = Math.sin(2 * Math.PI * i / 100);
        }
        WindowStatistics sine = new WindowStatistics(times, numbers, samples);
        assertThat(sine.of(Function.CREST_FACTOR).getAsDouble()).isCloseTo(Math.sqrt(2), within(1e-9));
        assertThat(sine.of(Function.KURTOSIS).getAsDouble()).isCloseTo(1.5, within(1e-9));
    }

    @Test
    void keepsSmallDifferencesOfLargeNumbers() {
        double[] large = {1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 4};
        assertThat(new WindowStatistics(TIMES, large, 4)
                        .of(Function.STANDARD_DEVIATION)
                        .getAsDouble())
                .isCloseTo(Math.sqrt(5.0 / 3), within(1e-9));
    }

    @Test
    void saysNothingWhereThereIsTooLittle() {
        WindowStatistics one = new WindowStatistics(TIMES, NUMBERS, 1);
        assertThat(one.of(Function.MEAN)).hasValue(1);
        assertThat(one.of(Function.SLOPE)).isEmpty();
        assertThat(one.of(Function.KURTOSIS)).isEmpty();
        assertThat(one.of(Function.STANDARD_DEVIATION)).isEmpty();
        assertThat(new WindowStatistics(TIMES, new double[4], 4).of(Function.CREST_FACTOR))
                .isEmpty();
    }
}
