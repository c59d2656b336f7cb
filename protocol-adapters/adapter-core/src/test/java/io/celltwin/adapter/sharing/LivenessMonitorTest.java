package io.celltwin.adapter.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivenessMonitorTest {

    private final SharingSettings settings = new SharingSettings("celltwin-modbus", 64, Duration.ofSeconds(8));
    private final LivenessMonitor monitor = new LivenessMonitor(settings.longestSilence(), 0);

    @Test
    void kafkaIsAliveAsLongAsAnswersCome() {
        for (int second = 1; second < 60; second++) {
            assertThat(monitor.isAlive(second, Duration.ofSeconds(second).toNanos()))
                    .isTrue();
        }
    }

    @Test
    void kafkaIsLostBeforeTheSessionThatTheLastHeartbeatBeganEnds() {
        // The heartbeat before the answer at 10 s may have been sent at 8 s: its session ends at 16 s.
        assertThat(monitor.isAlive(1, Duration.ofSeconds(10).toNanos())).isTrue();
        assertThat(monitor.isAlive(1, Duration.ofMillis(15_900).toNanos())).isTrue();
        assertThat(monitor.isAlive(1, Duration.ofSeconds(16).toNanos())).isFalse();
        assertThat(monitor.isAlive(2, Duration.ofSeconds(17).toNanos())).isTrue();
    }
}
