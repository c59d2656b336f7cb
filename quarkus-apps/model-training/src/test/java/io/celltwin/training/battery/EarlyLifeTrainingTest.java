package io.celltwin.training.battery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.celltwin.battery.early.EarlyLifeModel;
import io.celltwin.battery.early.EarlyLifeModel.Horizon;
import io.celltwin.battery.early.EarlyPrediction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lives of Severson's cells from their first hundred cycles. */
class EarlyLifeTrainingTest {

    private final RecordedData data = new RecordedData(Path.of(System.getProperty("celltwin.data", "../shared/data")));

    @BeforeEach
    void needsData() {
        assumeTrue(
                data.has(EarlyCell.CURVES),
                "recorded data " + data.directory() + " is not there (system property celltwin.data)");
    }

    @Test
    void theModelThatComesWithTheProgramIsTheOneThatIsLearnt() {
        assertThat(EarlyLifeTraining.train(EarlyCell.all(data, "train")).json())
                .isEqualTo(EarlyLifeModel.bundled().json());
    }

    @Test
    void cellsOfTheOtherSplitAreForetoldAndTheOutlierIsRecognised() {
        Horizon horizon = EarlyLifeModel.bundled().horizons().get(1);
        List<EarlyCell> cells = EarlyCell.all(data, "test1");
        List<EarlyCell> like = cells.stream()
                .filter(cell -> !predicted(horizon, cell).strange())
                .toList();
        double[] said = like.stream()
                .mapToDouble(cell -> predicted(horizon, cell).median())
                .toArray();
        double[] truth = like.stream().mapToDouble(EarlyCell::life).toArray();

        assertThat(cells).hasSize(43);
        assertThat(like).hasSize(42).noneMatch(cell -> cell.name().equals(EarlyLifeTraining.OUTLIER));
        assertThat(EarlyLifeTraining.rmse(said, truth)).isLessThan(95);
        assertThat(EarlyLifeTraining.mpe(said, truth)).isLessThan(9.1);
    }

    private static EarlyPrediction predicted(Horizon horizon, EarlyCell cell) {
        return horizon.predict(cell.features(horizon.cycle()));
    }
}
