package io.celltwin.battery.evaluation;

import static io.celltwin.battery.evaluation.RemainingLifeFigures.cases;
import static io.celltwin.battery.evaluation.RemainingLifeFigures.coverage;
import static io.celltwin.battery.evaluation.RemainingLifeFigures.meanAbsoluteErrorOfLife;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Forecasts on lives of other cells than those from which the prior comes. A part of each set; the whole by the main. */
class RemainingLifeForecastTest {

    @Test
    void coversTheLivesOfUnseenFastChargedCells() {
        List<RemainingLifeFigures.Case> cases = cases(everyFourth(RecordedLife.severson("test1")), 0.85);

        assertThat(coverage(cases)).isGreaterThan(0.8);
        assertThat(meanAbsoluteErrorOfLife(cases)).isLessThan(0.6);
    }

    @Test
    void coversTheLivesOfUnseenCellsWithManyDischargeProtocols() {
        List<RemainingLifeFigures.Case> cases =
                cases(everyFourth(RemainingLifeFigures.everySecond(RecordedLife.hust(), 1)), 0.85);

        assertThat(coverage(cases)).isGreaterThan(0.85);
        assertThat(meanAbsoluteErrorOfLife(cases)).isLessThan(0.2);
    }

    @Test
    void coversTheLivesOfCellsOfAnotherChemistry() {
        List<RemainingLifeFigures.Case> cases = cases(RecordedLife.calce(), 0.8);

        assertThat(coverage(cases)).isGreaterThan(0.8);
    }

    private static List<RecordedLife> everyFourth(List<RecordedLife> lives) {
        return IntStream.range(0, lives.size())
                .filter(i -> i % 4 == 0)
                .mapToObj(lives::get)
                .toList();
    }
}
