package io.celltwin.training.battery;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.battery.safety.SafetyLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetyReportTest {

    @Test
    void packsWithoutAFaultRaiseNothing() {
        SafetyReport.Watched watched = SafetyReport.simulated(5, 2);

        assertThat(watched.alarms()).isZero();
        assertThat(watched.worst()).isEqualTo(SafetyLevel.NORMAL);
    }

    @ParameterizedTest
    @CsvSource({"1,0.5", "10,2", "100,4"})
    void aShortIsFoundInTime(double ohm, double hours) {
        assertThat(SafetyReport.shorted(ohm, 3, 1)[SafetyLevel.WARNING.ordinal()])
                .isLessThan(hours);
    }
}
