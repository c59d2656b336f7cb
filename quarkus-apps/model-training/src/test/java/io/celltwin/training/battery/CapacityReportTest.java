package io.celltwin.training.battery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityReportTest {

    @Test
    void findsThePublishedCapacityOfEveryRecordedDischarge() {
        RecordedData data = new RecordedData(Path.of(System.getProperty("celltwin.data", "../shared/data")));
        assumeTrue(
                data.has("nasa_pcoe_liion/operations.csv.gz"),
                "recorded data " + data.directory() + " is not there (system property celltwin.data)");

        List<CapacityReport.Case> cases = CapacityReport.cases(data, 1);

        assertThat(cases).hasSize(3 * 168).allSatisfy(each -> {
            assertThat(each.measured()).as(each.battery()).isPresent();
            // The published figures count up to the first sample below the empty voltage: up to 20 s or 0.6 % more.
            assertThat(each.errorPercentOfNominal()).isBetween(-0.6, 0.1);
        });
    }
}
