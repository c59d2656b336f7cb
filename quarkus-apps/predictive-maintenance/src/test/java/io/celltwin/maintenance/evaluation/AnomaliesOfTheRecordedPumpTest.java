package io.celltwin.maintenance.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.maintenance.evaluation.PumpFigures.AnomalyFree;
import io.celltwin.maintenance.evaluation.PumpFigures.Counts;
import io.celltwin.maintenance.evaluation.PumpFigures.Recording;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnomaliesOfTheRecordedPumpTest {

    @Test
    void findsAnomaliesBetterThanPlainTSquaredWithFarFewerFalseAlarms() {
        List<Recording> recordings = PumpFigures.labelled(PumpFigures.recordings());

        Counts plain = PumpFigures.count(recordings, healthy -> PlainTSquared.learn(healthy, 0.999)::alarms);
        Counts ours = PumpFigures.count(recordings, PumpFigures::score);

        assertThat(ours.f1()).isGreaterThan(plain.f1() + 0.05);
        assertThat(ours.falseAlarmRate()).isLessThan(0.5 * plain.falseAlarmRate());
        assertThat(ours.missedAlarmRate()).isLessThan(0.2);
    }

    @Test
    void theAlarmItselfComesAndGoesNearlyAsTheScoreDoes() {
        List<Recording> recordings = PumpFigures.labelled(PumpFigures.recordings());

        Counts score = PumpFigures.count(recordings, PumpFigures::score);
        Counts alarm = PumpFigures.count(recordings, PumpFigures::alarm);

        assertThat(alarm.f1()).isGreaterThan(score.f1() - 0.03);
        assertThat(alarm.falseAlarmRate()).isLessThan(score.falseAlarmRate());
    }

    @Test
    void theAnomalyFreeFileRaisesNoAlarmWithWhicheverOfItsRowsTheDataBegin() {
        Recording healthy = PumpFigures.anomalyFree(PumpFigures.recordings());

        assertThat(PumpFigures.beginnings(250)
                        .filter(row -> PumpFigures.anomalyFree(healthy, row, PumpFigures.DEFAULT)
                                        .alarms()
                                > 0))
                .isEmpty();
    }

    @Test
    void theAnomalyFreeFileIsHealthyAfterTheSettlingThatTheModelAsksFor() {
        AnomalyFree healthy = PumpFigures.anomalyFree(PumpFigures.anomalyFree(PumpFigures.recordings()));

        assertThat(healthy.judged()).isGreaterThan(1500);
        assertThat(healthy.above()).isLessThan(healthy.judged() / 100);
        assertThat(healthy.alarms()).isZero();
    }
}
