package io.celltwin.simulator.battery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OcvCurveTest {

    @Test
    void voltageRisesWithTheChargeAndMatchesTheGivenPoints() {
        OcvCurve curve = OcvCurve.NMC_GRAPHITE;
        double previous = 0;
        for (double soc = 0; soc <= 1.0001; soc += 0.001) {
            assertThat(curve.volts(soc)).isGreaterThan(previous);
            assertThat(curve.slope(soc)).isPositive();
            previous = curve.volts(soc);
        }
        assertThat(curve.volts(0)).isCloseTo(2.7, within(1e-9));
        assertThat(curve.volts(0.5)).isCloseTo(3.71, within(1e-9));
        assertThat(curve.volts(0.55)).isCloseTo(3.75, within(1e-9));
        assertThat(curve.volts(1)).isCloseTo(4.2, within(1e-9));
    }

    @Test
    void pointsThatDoNotRiseAreRefused() {
        assertThatThrownBy(() -> new OcvCurve(new double[] {0, 1}, new double[] {4, 3}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OcvCurve(new double[] {0, 0.5}, new double[] {3, 4}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
