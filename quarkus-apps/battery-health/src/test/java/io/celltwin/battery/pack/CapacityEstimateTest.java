package io.celltwin.battery.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.battery.capacity.CapacitySource;
import io.celltwin.battery.life.FadeTrend;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CapacityEstimateTest {

    private static final double NOMINAL = 2;
    private static final CapacityEstimate FULL = CapacityEstimate.of(1.9, 0.01, 10, NOMINAL);

    @Test
    void whatMayHaveFadedAddsUpHoweverOftenItIsLookedAt() {
        CapacityEstimate often = FULL;
        for (int cycle = 11; cycle <= 70; cycle++) {
            often = often.at(cycle, NOMINAL);
        }

        assertThat(often.standardError()).isCloseTo(FULL.at(70, NOMINAL).standardError(), within(1e-6));
        assertThat(often.standardError()).isGreaterThan(0.12 * NOMINAL);
    }

    @Test
    void aFullDischargeEndsTheDoubtAndAChargeDoesNot() {
        FadeTrend.Point point = new FadeTrend.Point(70, 1.8, OptionalDouble.of(0.01));
        double afterFull = FULL.plus(point, CapacitySource.FULL_DISCHARGE, NOMINAL)
                .at(90, NOMINAL)
                .standardError();
        double afterCharge = FULL.plus(point, CapacitySource.PARTIAL_CHARGE, NOMINAL)
                .at(90, NOMINAL)
                .standardError();

        assertThat(afterCharge).isGreaterThan(1.5 * afterFull);
    }

    @Test
    void itsErrorIsNeverWiderThanABatteryCanFade() {
        assertThat(FULL.at(1000, NOMINAL).standardError())
                .isLessThan(Math.hypot(0.2, 0.01 * Math.sqrt(990)) * NOMINAL + 0.01);
    }

    @Test
    void whatWasKeptBeforeTheLastFullDischargeWasIsRead() {
        EstimatorState kept = EstimatorState.CODEC.read("""
            {"estimate":{"mean":[1.9,0.0,0.0],"covariance":[1e-4,0.0,0.0,0.0,0.02,0.0,0.0,0.0,0.0],"cycle":10.0,"measurements":1},
            "stateVersion":1}\
            """);

        assertThat(kept.estimate().fullCycle()).isEqualTo(10);
    }
}
