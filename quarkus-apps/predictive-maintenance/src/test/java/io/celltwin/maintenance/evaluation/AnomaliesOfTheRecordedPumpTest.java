package io.celltwin.maintenance.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnomaliesOfTheRecordedPumpTest {

    @Test
    void findsAnomaliesBetterThanPlainTSquaredWithFarFewerFalseAlarms() {
        List<PumpFigures.Recording> recordings = PumpFigures.recordings();

        PumpFigures.Counts plain =
                PumpFigures.count(recordings, healthy -> PlainTSquared.learn(healthy, 0.999)::alarms);
        PumpFigures.Counts ours = PumpFigures.count(recordings, PumpFigures::smoothedWithDriftAllowance);

        assertThat(ours.f1()).isGreaterThan(plain.f1() + 0.03);
        assertThat(ours.falseAlarmRate()).isLessThan(0.7 * plain.falseAlarmRate());
        assertThat(ours.missedAlarmRate()).isLessThan(0.25);
    }
}
