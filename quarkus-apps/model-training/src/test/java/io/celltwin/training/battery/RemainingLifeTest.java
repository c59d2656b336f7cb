package io.celltwin.training.battery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.celltwin.battery.life.FadePrior;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Forecasts for cells that took no part in learning. A few of them; all by the command that writes the documentation's table. */
class RemainingLifeTest {

    private final RecordedData data = new RecordedData(Path.of(System.getProperty("celltwin.data", "../shared/data")));

    @Test
    void intervalsHoldTheLivesOfCellsThatTookNoPart() {
        assumeTrue(
                data.has("severson_lfp124/capacity_and_charge_tail_features.csv.gz"),
                "recorded data " + data.directory() + " is not there (system property celltwin.data)");
        List<RecordedLife> lives = Fleet.SEVERSON.lives(data);
        FadePrior learnt = PriorTraining.learn(every(lives, 12, 0), "test");
        FadePrior calibrated = new FadePrior(
                "test",
                learnt.components(),
                FadePrior.bundled().known(),
                FadePrior.bundled().unknown());

        List<LifeCase> cases = LifeCase.of(every(lives, 12, 5), calibrated);

        assertThat(cases.stream().filter(LifeCase::covered).count()).isGreaterThan(cases.size() * 3L / 4);
        assertThat(cases.stream()
                        .filter(each -> each.part() >= 0.5)
                        .mapToDouble(LifeCase::errorOfLife)
                        .average()
                        .orElseThrow())
                .isLessThan(0.25);
    }

    private static List<RecordedLife> every(List<RecordedLife> lives, int step, int first) {
        return IntStream.range(0, lives.size())
                .filter(i -> i % step == first)
                .mapToObj(lives::get)
                .toList();
    }
}
