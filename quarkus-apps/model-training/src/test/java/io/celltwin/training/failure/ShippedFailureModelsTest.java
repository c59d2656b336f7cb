package io.celltwin.training.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.celltwin.maintenance.learned.FailureModel;
import io.celltwin.maintenance.learned.FailureModels;
import io.celltwin.training.battery.RecordedData;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The models that come along, on data that they did not learn from. */
class ShippedFailureModelsTest {

    private final RecordedData data = new RecordedData(Path.of(System.getProperty("celltwin.data", "../shared/data")));

    @Test
    void remainingLifeOfTheTestEnginesIsWithinThirteenCycles() {
        assumeTrue(
                data.has(TurbofanData.file("FD001", "test")),
                "recorded data " + data.directory() + " is not there (system property celltwin.data)");
        TurbofanTraining training = new TurbofanTraining(TurbofanData.read(data, "FD001"), nowhere());
        FailureModel model =
                FailureModels.bundled().get("turbofan-remaining-life").orElseThrow();

        assertThat(training.testError(model.life().orElseThrow())).isLessThan(13);
    }

    private static PrintStream nowhere() {
        return new PrintStream(PrintStream.nullOutputStream());
    }
}
