package io.celltwin.simulator.battery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CapacityFadeTest {

    @Test
    void capacityOnlyFallsAndResistanceOnlyGrows() {
        CapacityFade fade = new CapacityFade(0.004, 0.0006, 0.002);
        assertThat(fade.capacity(0)).isEqualTo(1);
        assertThat(fade.resistance(0)).isEqualTo(1);
        for (int cycles = 1; cycles < 3000; cycles++) {
            assertThat(fade.capacity(cycles)).isLessThanOrEqualTo(fade.capacity(cycles - 1));
            assertThat(fade.resistance(cycles)).isGreaterThan(fade.resistance(cycles - 1));
        }
        assertThat(fade.capacity(100)).isCloseTo(1 - 0.04 - 0.06, within(1e-12));
        assertThat(fade.capacity(1_000_000)).isPositive();
    }

    @Test
    void aCellDoesNotGrowYounger() {
        assertThatThrownBy(() -> new CapacityFade(-0.1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
