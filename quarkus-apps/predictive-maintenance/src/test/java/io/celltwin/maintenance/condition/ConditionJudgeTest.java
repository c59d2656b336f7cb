package io.celltwin.maintenance.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.maintenance.condition.Judgement.Driver;
import io.celltwin.maintenance.condition.Judgement.NotJudged;
import io.celltwin.maintenance.condition.Judgement.Reason;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A machine with two indicators that go together, a third one by itself and a temperature. */
class ConditionJudgeTest {

    private static final double VIBRATION_DEVIATION = 0.2;
    private static final List<Variable> VARIABLES = List.of(
            new Variable("current", 0.01, false),
            new Variable("flow", 0.01, false),
            new Variable("vibration", 0.01, false),
            new Variable("temperature", 0.05, true));
    private static final List<String> NAMES =
            VARIABLES.stream().map(Variable::name).toList();

    private final Random chance = new Random(5);

    @Test
    void aHealthyMachineStaysBelowTheLimit() {
        ConditionJudge judge = judge();

        assertThat(above(judge, 5000, 0)).isLessThan(100);
    }

    @Test
    void aLastingShiftOfOneStandardDeviationIsSeenWithinAMinute() {
        ConditionJudge judge = judge();
        above(judge, 100, 0);

        above(judge, 60, VIBRATION_DEVIATION);
        Judgement last = judge.judge(row(VIBRATION_DEVIATION));

        assertThat(last.score()).isGreaterThan(1);
        assertThat(last.drivers().get(0).variable()).isEqualTo("vibration");
    }

    @Test
    void aLastingShiftIsNotLearntAway() {
        ConditionJudge judge = judge();
        above(judge, 200, VIBRATION_DEVIATION);

        assertThat(above(judge, 10_000, VIBRATION_DEVIATION)).isGreaterThan(9_800);
    }

    @Test
    void aCreepingShiftIsFollowedOnlyWithinItsBand() {
        ConditionJudge judge = judge();
        Judgement last = null;
        for (int i = 0; i < 40_000; i++) {
            last = judge.judge(row(VIBRATION_DEVIATION * i / 4000.0));
        }

        assertThat(last.score()).isGreaterThan(1);
        assertThat(last.drivers().get(0).variable()).isEqualTo("vibration");
    }

    @Test
    void oneSampleOfAThousandDeviationsNeitherAlarmsNorSpoilsWhatFollows() {
        ConditionJudge judge = judge();
        above(judge, 100, 0);

        double glitch = judge.judge(row(1000 * VIBRATION_DEVIATION)).score();

        assertThat(glitch).isLessThan(1);
        assertThat(above(judge, 100, 0)).isLessThan(5);
    }

    @Test
    void aGlitchWhileLearningDoesNotMakeTheMachineInsensitive() {
        List<double[]> rows = healthyRows(400);
        rows.get(150)[2] += 1000 * VIBRATION_DEVIATION;
        ConditionJudge judge = new ConditionJudge(HealthyModelFit.fit(VARIABLES, rows), NAMES);

        above(judge, 60, VIBRATION_DEVIATION);
        assertThat(judge.judge(row(VIBRATION_DEVIATION)).score()).isGreaterThan(1);
    }

    @Test
    void whatNeverGoesTogetherIsFoundThoughEachIndicatorAloneIsNormal() {
        ConditionJudge judge = judge();
        Judgement last = null;

        for (int i = 0; i < 60; i++) {
            last = judge.judge(new double[] {10 + 0.8 + 0.01 * (i % 2), 100 - 8 - 0.1 * (i % 2), 1, 50});
        }

        assertThat(last.score()).isGreaterThan(1);
    }

    @Test
    void theDriversMakeUpTheWholeScore() {
        Judgement judgement = judge().judge(row(3));

        assertThat(judgement.drivers().stream()
                        .mapToDouble(Driver::contribution)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void anIndicatorThatStoodStillWhileLearningMayMoveByWhatItsSensorResolves() {
        List<Variable> pressure = List.of(new Variable("pressure", 0.005, false));
        List<double[]> rows =
                IntStream.range(0, 400).mapToObj(i -> new double[] {50}).toList();
        ConditionJudge judge = new ConditionJudge(HealthyModelFit.fit(pressure, rows), List.of("pressure"));

        assertThat(scoreAfter(judge, 100, 50)).isZero();
        assertThat(scoreAfter(judge, 100, 50.001)).isLessThan(0.1);
        assertThat(scoreAfter(judge, 100, 51)).isGreaterThan(1).isFinite();
    }

    @Test
    void aMissingIndicatorIsNamedAndTheOthersAreJudged() {
        ConditionJudge judge = judge();
        Judgement last = null;
        for (int i = 0; i < 100; i++) {
            double[] row = row(1);
            row[0] = Double.NaN;
            last = judge.judge(row);
        }

        assertThat(last.notJudged()).containsExactly(new NotJudged("current", Reason.MISSING));
        assertThat(last.score()).isGreaterThan(1);
        assertThat(last.drivers().get(0).variable()).isEqualTo("vibration");
    }

    @Test
    void anIndicatorThatDoesNotChangeAnyMoreIsStuck() {
        ConditionJudge judge = judge();
        Judgement last = null;
        for (int i = 0; i < 100; i++) {
            double[] row = row(0);
            row[2] = 1;
            last = judge.judge(row);
        }

        assertThat(last.notJudged()).containsExactly(new NotJudged("vibration", Reason.STUCK));
    }

    @Test
    void aSensorThatFreezesWhereTheMachineUsuallyIsIsNamedAndNotTakenForADeviation() {
        ConditionJudge judge = judge();
        above(judge, 100, 0);
        double evidence = 0;
        Judgement last = null;
        for (int i = 0; i < 200; i++) {
            double[] row = row(0);
            row[2] = 1 + 2.5 * VIBRATION_DEVIATION;
            last = judge.judge(row);
            evidence = Math.max(0, evidence + Math.min(10, last.score()) - 1);
            assertThat(evidence).isLessThan(30);
        }

        assertThat(last.notJudged()).containsExactly(new NotJudged("vibration", Reason.STUCK));
        assertThat(last.outOfSight()).isFalse();
        assertThat(above(judge, 100, 0)).as("when it moves again").isLessThan(5);
    }

    @Test
    void whatFreezesOrIsLostWhereItDoesNotBelongIsOutOfSightUntilItIsSeenThereNoMore() {
        for (double stuckOrMissing : new double[] {30, Double.NaN}) {
            ConditionJudge judge = judge();
            above(judge, 40, 29);
            Judgement last = null;
            for (int i = 0; i < 500; i++) {
                double[] row = row(0);
                row[2] = stuckOrMissing;
                last = judge.judge(row);
            }
            assertThat(last.score()).as("the others are well").isLessThan(1);
            assertThat(last.outOfSight()).isTrue();

            above(judge, 200, 0);
            assertThat(judge.judge(row(0)).outOfSight()).isFalse();
        }
    }

    @Test
    void valuesThatNoSensorMeasuresLeaveNoMarkWhenTheyAreOver() {
        ConditionJudge judge = judge();
        for (int i = 0; i < 20; i++) {
            double[] row = row(0);
            row[2] = 1e100 * (i + 1);
            assertThat(judge.judge(row).score()).isFinite();
        }
        above(judge, 150, 0);

        assertThat(above(judge, 500, 0)).isLessThan(25);
    }

    @Test
    void anIndicatorUnknownWhileLearningIsNotJudged() {
        List<double[]> rows = healthyRows(400);
        rows.forEach(row -> row[1] = Double.NaN);
        ConditionJudge judge = new ConditionJudge(HealthyModelFit.fit(VARIABLES, rows), NAMES);

        assertThat(judge.judge(row(0)).notJudged()).containsExactly(new NotJudged("flow", Reason.NOT_LEARNT));
    }

    @Test
    void aTemperatureMayFollowTheDayButNotRunAway() {
        ConditionJudge judge = judge();
        long high = 0;
        for (int i = 0; i < 86_400; i += 1) {
            double[] row = row(0);
            row[3] += 5 * Math.sin(2 * Math.PI * i / 86_400);
            high += judge.judge(row).score() > 1 ? 1 : 0;
        }
        assertThat(high).isLessThan(1000);

        Judgement last = null;
        for (int i = 0; i < 120; i++) {
            double[] row = row(0);
            row[3] += 0.05 * i;
            last = judge.judge(row);
        }
        assertThat(last.score()).isGreaterThan(1);
        assertThat(last.drivers().get(0).variable()).isEqualTo("temperature");
    }

    @Test
    void afterALargeFaultWasMendedTheMachineIsHealthyAgainThoughALittleDifferent() {
        ConditionJudge judge = judge();
        above(judge, 300, 100 * VIBRATION_DEVIATION);

        above(judge, 120, VIBRATION_DEVIATION);

        assertThat(above(judge, 500, VIBRATION_DEVIATION)).isLessThan(25);
    }

    @Test
    void aMachineThatStillMovesAfterTheRepairIsJudgedByWhereItComesToRest() {
        ConditionJudge judge = judge();
        above(judge, 300, 100 * VIBRATION_DEVIATION);

        aboveWhile(judge, 400, i -> VIBRATION_DEVIATION * Math.max(0, Math.min(3, (130 - i) / 10.0)));

        assertThat(above(judge, 2000, 0)).isLessThan(60);
    }

    @Test
    void whatDoesNotComeToRestAfterTheRepairIsNotExcusedForEver() {
        ConditionJudge judge = judge();
        above(judge, 300, 100 * VIBRATION_DEVIATION);

        aboveWhile(judge, 2000, i -> VIBRATION_DEVIATION * (3 + 1.5 * Math.sin(i / 40.0)));

        assertThat(aboveWhile(judge, 1000, i -> VIBRATION_DEVIATION * (3 + 1.5 * Math.sin(i / 40.0))))
                .isGreaterThan(500);
    }

    @Test
    void aFaultThatComesBackWhileTheMachineSettlesIsSeenAtOnce() {
        ConditionJudge judge = judge();
        above(judge, 300, 100 * VIBRATION_DEVIATION);
        above(judge, 90, VIBRATION_DEVIATION);

        assertThat(above(judge, 60, 100 * VIBRATION_DEVIATION)).isGreaterThan(50);
    }

    @Test
    void anotherIndicatorIsJudgedWhileOneSettles() {
        ConditionJudge judge = judge();
        above(judge, 300, 100 * VIBRATION_DEVIATION);
        above(judge, 90, VIBRATION_DEVIATION);

        long seen = IntStream.range(0, 60)
                .filter(i -> {
                    double[] row = row(VIBRATION_DEVIATION);
                    row[1] += 40;
                    return judge.judge(row).score() > 1;
                })
                .count();

        assertThat(seen).isGreaterThan(50);
    }

    @Test
    void aJudgeGoesOnElsewhereInTheMiddleOfSettling() {
        ConditionJudge judge = judge();
        above(judge, 300, 100 * VIBRATION_DEVIATION);
        above(judge, 95, VIBRATION_DEVIATION);
        ConditionJudge other = ConditionJudge.of(judge.state(), judge.model(), NAMES);

        for (int i = 0; i < 200; i++) {
            double[] row = row(VIBRATION_DEVIATION);
            assertThat(other.judge(row)).isEqualTo(judge.judge(row));
        }
    }

    @Test
    void aJudgeGoesOnElsewhere() {
        ConditionJudge judge = judge();
        above(judge, 90, 2);
        ConditionJudge other = ConditionJudge.of(judge.state(), judge.model(), NAMES);

        double[] row = row(2);
        assertThat(other.judge(row)).isEqualTo(judge.judge(row));
    }

    @Test
    void tooFewRowsAreRefused() {
        assertThatThrownBy(() -> HealthyModelFit.fit(VARIABLES, healthyRows(50)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 200 samples");
    }

    private double scoreAfter(ConditionJudge judge, int rows, double value) {
        double score = 0;
        for (int i = 0; i < rows; i++) {
            score = judge.judge(new double[] {value}).score();
        }
        return score;
    }

    private long above(ConditionJudge judge, int rows, double shift) {
        return aboveWhile(judge, rows, i -> shift);
    }

    private long aboveWhile(ConditionJudge judge, int rows, IntToDoubleFunction shift) {
        return IntStream.range(0, rows)
                .filter(i -> judge.judge(row(shift.applyAsDouble(i))).score() > 1)
                .count();
    }

    private ConditionJudge judge() {
        return new ConditionJudge(HealthyModelFit.fit(VARIABLES, healthyRows(400)), NAMES);
    }

    private List<double[]> healthyRows(int count) {
        return IntStream.range(0, count).mapToObj(i -> row(0)).toList();
    }

    private double[] row(double shift) {
        double common = chance.nextGaussian();
        return new double[] {
            10 + common + 0.1 * chance.nextGaussian(),
            100 + 10 * common + chance.nextGaussian(),
            1 + VIBRATION_DEVIATION * chance.nextGaussian() + shift,
            50 + 0.1 * chance.nextGaussian()
        };
    }
}
