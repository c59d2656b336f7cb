package io.celltwin.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A machine with two indicators that go together and a third one by itself. */
class ConditionJudgeTest {

    private static final List<String> VARIABLES = List.of("current", "flow", "vibration");

    private final Random chance = new Random(5);

    @Test
    void aHealthyMachineStaysBelowTheLimit() {
        ConditionJudge judge = judge();

        long high = IntStream.range(0, 2000)
                .filter(i -> judge.judge(row(0)).score() > 1)
                .count();

        assertThat(high).isLessThan(20);
    }

    @Test
    void aShiftOfOneIndicatorIsFoundAndNamed() {
        ConditionJudge judge = judge();
        Judgement last = null;

        for (int i = 0; i < 50; i++) {
            last = judge.judge(new double[] {10, 100, 1 + 0.6});
        }

        assertThat(last.score()).isGreaterThan(1);
        assertThat(last.drivers().get(0).variable()).isEqualTo("vibration");
        assertThat(last.drivers().get(0).contribution()).isGreaterThan(0.8);
    }

    @Test
    void whatNeverGoesTogetherIsFoundThoughEachIndicatorAloneIsNormal() {
        ConditionJudge judge = judge();
        Judgement last = null;

        for (int i = 0; i < 50; i++) {
            last = judge.judge(new double[] {10 + 1.0, 100 - 10, 1});
        }

        assertThat(last.score()).isGreaterThan(1);
    }

    @Test
    void theDriversMakeUpTheWholeScore() {
        Judgement judgement = judge().judge(row(3));

        assertThat(judgement.drivers().stream()
                        .mapToDouble(Judgement.Driver::contribution)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void indicatorsThatStandStillCanBeLearntAndAreMissedWhenTheyMove() {
        List<double[]> rows =
                IntStream.range(0, 400).mapToObj(i -> new double[] {5, 5, 5}).toList();
        ConditionJudge judge =
                new ConditionJudge(HealthyModelFit.fit(VARIABLES, rows, new double[] {0.01, 0.01, 0.01}));

        assertThat(judge.judge(new double[] {5, 5, 5}).score()).isZero();
        assertThat(judge.judge(new double[] {5, 6, 5}).score()).isGreaterThan(1).isFinite();
    }

    @Test
    void aLevelThatWalkedWhileLearningMayWalkOn() {
        double[] level = new double[1];
        List<double[]> rows = IntStream.range(0, 400)
                .mapToObj(i -> {
                    level[0] += 0.1 * chance.nextGaussian();
                    return new double[] {level[0], chance.nextGaussian(), chance.nextGaussian()};
                })
                .toList();
        ConditionJudge judge =
                new ConditionJudge(HealthyModelFit.fit(VARIABLES, rows, new double[] {1e-9, 1e-9, 1e-9}));

        long high = IntStream.range(0, 40)
                .filter(i -> {
                    level[0] += 0.1 * chance.nextGaussian();
                    return judge.judge(new double[] {level[0], chance.nextGaussian(), chance.nextGaussian()})
                                    .score()
                            > 1;
                })
                .count();

        assertThat(high).isLessThan(8);
    }

    @Test
    void tooFewRowsAreRefused() {
        List<double[]> rows = IntStream.range(0, 50).mapToObj(i -> row(0)).toList();

        assertThatThrownBy(() -> HealthyModelFit.fit(VARIABLES, rows, new double[] {0, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private ConditionJudge judge() {
        List<double[]> rows = IntStream.range(0, 400).mapToObj(i -> row(0)).toList();
        return new ConditionJudge(HealthyModelFit.fit(VARIABLES, rows, new double[] {1e-9, 1e-9, 1e-9}));
    }

    private double[] row(double shift) {
        double common = chance.nextGaussian();
        return new double[] {
            10 + common + 0.1 * chance.nextGaussian(),
            100 + 10 * common + chance.nextGaussian(),
            1 + 0.2 * chance.nextGaussian() + shift
        };
    }
}
