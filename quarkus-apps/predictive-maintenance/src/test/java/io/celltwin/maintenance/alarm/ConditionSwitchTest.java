package io.celltwin.maintenance.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConditionSwitchTest {

    private static final double ENOUGH = 20;

    @Test
    void scoresThatComeAndGoAreNoAnomaly() {
        ConditionSwitch condition = at(false);

        for (int i = 0; i < 2000; i++) {
            assertThat(condition.next(i % 5 == 0 ? 4 : 0.2, 1)).isFalse();
        }
    }

    @Test
    void oneScoreWithoutMeasureIsNoAnomaly() {
        assertThat(at(false).next(1e12, 1)).isFalse();
    }

    @Test
    void aLargeScoreCountsSoonAndASmallOneThatLastsLater() {
        assertThat(samplesUntilAnomalous(100)).isEqualTo(3);
        assertThat(samplesUntilAnomalous(1.25)).isEqualTo(80);
    }

    @Test
    void aScoreJustBelowTheLimitDoesNotEndAnAnomaly() {
        ConditionSwitch condition = at(true);

        for (int i = 0; i < 200; i++) {
            assertThat(condition.next(0.9, 1)).isTrue();
        }
    }

    @Test
    void anAnomalyIsOverAfterCalmSamplesInARowAndLaterWhereMorePatienceIsAsked() {
        assertThat(calmSamplesUntilOver(1)).isEqualTo(5);
        assertThat(calmSamplesUntilOver(10)).isEqualTo(50);
    }

    private static int samplesUntilAnomalous(double score) {
        ConditionSwitch condition = at(false);
        int samples = 1;
        while (!condition.next(score, 1)) {
            samples++;
        }
        return samples;
    }

    private static int calmSamplesUntilOver(int patience) {
        ConditionSwitch condition = at(true);
        int samples = 1;
        while (condition.next(0.3, patience)) {
            samples++;
        }
        return samples;
    }

    private static ConditionSwitch at(boolean anomalous) {
        return new ConditionSwitch(ENOUGH, 5, new ConditionSwitch.State(anomalous, 0, 0));
    }
}
