package io.celltwin.battery.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityOnRecordedDischargesTest {

    @Test
    void findsThePublishedCapacityOfEveryRecordedDischarge() {
        List<CapacityFigures.Case> cases = CapacityFigures.cases(1);

        assertThat(cases).hasSize(3 * 168).allSatisfy(each -> {
            assertThat(each.measured()).as(each.battery()).isPresent();
            // The published figures count up to the first sample below the empty voltage: up to 20 s or 0.6 % more.
            assertThat(each.errorPercentOfNominal()).isBetween(-0.6, 0.1);
        });
    }
}
