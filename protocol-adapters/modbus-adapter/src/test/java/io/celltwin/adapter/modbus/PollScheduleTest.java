package io.celltwin.adapter.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

    private static final long MS = Duration.ofMillis(1).toNanos();

    private final PollSchedule schedule = new PollSchedule(Duration.ofMillis(100), 0);

    @Test
    void keepsItsRateHoweverLongACycleTakesWithinItsTime() {
        assertThat(schedule.held(30 * MS)).isZero();
        assertThat(schedule.nanosUntilDue(30 * MS)).isEqualTo(70 * MS);

        assertThat(schedule.held(199 * MS)).isZero();
        assertThat(schedule.nanosUntilDue(199 * MS)).isEqualTo(1 * MS);
    }

    @Test
    void makesUpForASmallDelay() {
        assertThat(schedule.held(120 * MS)).isZero();

        assertThat(schedule.nanosUntilDue(120 * MS)).isEqualTo(-20 * MS);
    }

    @Test
    void leavesOutAndCountsTheCyclesThatItMissed() {
        assertThat(schedule.held(350 * MS)).isEqualTo(2);

        assertThat(schedule.nanosUntilDue(350 * MS)).isEqualTo(-50 * MS);
        assertThat(schedule.held(360 * MS)).isZero();
        assertThat(schedule.nanosUntilDue(360 * MS)).isEqualTo(40 * MS);
    }
}
