package io.celltwin.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConditionSwitchTest {

    @Test
    void singleHighScoresAreNoAnomaly() {
        ConditionSwitch condition = new ConditionSwitch(3, 5, false);

        for (int i = 0; i < 20; i++) {
            assertThat(condition.next(i % 5 < 2 ? 4 : 0.5)).isFalse();
        }
    }

    @Test
    void enoughHighScoresAreAnAnomaly() {
        ConditionSwitch condition = new ConditionSwitch(3, 5, false);

        assertThat(condition.next(2)).isFalse();
        assertThat(condition.next(0.5)).isFalse();
        assertThat(condition.next(2)).isFalse();
        assertThat(condition.next(2)).isTrue();
    }

    @Test
    void aScoreJustBelowTheLimitDoesNotEndAnAnomaly() {
        ConditionSwitch condition = new ConditionSwitch(3, 5, true);

        for (int i = 0; i < 20; i++) {
            assertThat(condition.next(0.9)).isTrue();
        }
    }

    @Test
    void anAnomalyIsOverAfterTheScoreStayedLowForTheWholeWindow() {
        ConditionSwitch condition = new ConditionSwitch(3, 5, true);

        for (int i = 0; i < 4; i++) {
            assertThat(condition.next(0.3)).isTrue();
        }
        assertThat(condition.next(0.3)).isFalse();
    }
}
