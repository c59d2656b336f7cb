package io.celltwin.maintenance.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.maintenance.condition.Learner.Waiting;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class LearnerTest {

    private static final List<Variable> VARIABLES =
            List.of(new Variable("pressure", 0.001, false), new Variable("current", 0.001, false));
    private static final int LEAST = 400;
    private static final int MOST = 4000;

    private final Random chance = new Random(7);

    /** After how many samples it was learnt, and what. */
    private record Learnt(long samples, HealthyModel model) {}

    @Test
    void aMachineThatIsSettledIsLearntFromTheLeastSamples() {
        assertThat(learn(i -> 0).samples()).isEqualTo(LEAST);
    }

    @Test
    void aMachineThatWarmsUpIsLearntAfterItAndWithoutIt() {
        Learnt learnt = learn(i -> 30 * Math.exp(-i / 150.0));

        assertThat(learnt.samples()).isBetween(600L, 2500L);
        assertThat(level(learnt)).isBetween(49.5, 50.5);
    }

    @Test
    void aMachineThatWorksInBatchesIsSeenInManyOfThem() {
        Random batches = new Random(1);
        double[] level = new double[1];
        Learnt learnt = learn(i -> {
            if (i % 90 == 0) {
                level[0] = 5 * batches.nextGaussian();
            }
            return level[0];
        });

        assertThat(learnt.samples()).isGreaterThan(900);
        assertThat(learnt.model().effectiveSamples()).isGreaterThanOrEqualTo(Learner.LEAST_EFFECTIVE);
    }

    @Test
    void aMachineThatDriftsForEverIsTakenAsItIsAtTheEnd() {
        Learnt learnt = learn(i -> 0.02 * i);

        assertThat(learnt.samples()).isBetween((long) MOST, MOST * 11L / 10 + 20);
    }

    @Test
    void aModelIsConfirmedByThreeTimesTheLeastSamplesAndLearntFromAll() {
        Learner learner = new Learner(VARIABLES, LEAST, MOST);

        assertThat(lookAt(learner, 3 * LEAST - 10, i -> 0)).isPresent();
        assertThat(learner.waiting()).isEqualTo(Waiting.CONFIRMATION);

        HealthyModel confirmed = lookAt(learner, LEAST, i -> 0).orElseThrow();
        assertThat(learner.waiting()).isEqualTo(Waiting.NOTHING);
        assertThat(confirmed.samples()).isGreaterThanOrEqualTo(3 * LEAST);
    }

    @Test
    void aModelOfAMachineThatRestedWhileItWarmedUpDoesNotHold() {
        Learner learner = new Learner(VARIABLES, LEAST, MOST);
        assertThat(lookAt(learner, LEAST, i -> 0)).isPresent();

        lookAt(learner, LEAST, i -> 3 * (1 - Math.exp(-i / 150.0)));

        assertThat(learner.waiting()).isNotIn(Waiting.CONFIRMATION, Waiting.NOTHING);
    }

    @Test
    void whatWasSeenRightBeforeAnAlarmIsForgotten() {
        Learner learner = new Learner(VARIABLES, LEAST, MOST);
        lookAt(learner, LEAST + 100, i -> i < LEAST + 60 ? 0 : 20);

        learner.forgetSuspicious();
        HealthyModel confirmed = lookAt(learner, 3 * LEAST, i -> 0).orElseThrow();

        assertThat(confirmed.indicators().get(0).noise()).isLessThan(0.3);
        assertThat(confirmed.indicators().get(0).fast()).isLessThan(0.2);
    }

    /** Returns the latest model. */
    private Optional<HealthyModel> lookAt(Learner learner, int samples, IntToDoubleFunction level) {
        Optional<HealthyModel> latest = Optional.empty();
        for (int i = 0; i < samples; i++) {
            Optional<HealthyModel> model = learner.add(row(level.applyAsDouble(i)));
            latest = model.isPresent() ? model : latest;
        }
        return latest;
    }

    @Test
    void itSaysForWhatItWaits() {
        Learner learner = new Learner(VARIABLES, LEAST, MOST);
        assertThat(learner.waiting()).isEqualTo(Waiting.SAMPLES);
        for (int i = 0; i < 1000; i++) {
            learner.add(row(0.1 * i));
        }

        assertThat(learner.waiting()).isNotEqualTo(Waiting.SAMPLES);
        assertThat(learner.samples()).isEqualTo(1000);
    }

    @Test
    void aLearnerGoesOnElsewhereInTheMiddleOfASegment() {
        Learner learner = new Learner(VARIABLES, LEAST, MOST);
        for (int i = 0; i < 333; i++) {
            learner.add(i == 331 ? new double[] {Double.NaN, 3} : row(0));
        }
        Learner other = Learner.of(learner.state(), VARIABLES, LEAST, MOST);
        for (int i = 0; i < 67; i++) {
            double[] row = row(0);
            Optional<HealthyModel> here = learner.add(row);
            Optional<HealthyModel> there = other.add(row);
            assertThat(there.map(HealthyModel::indicators)).isEqualTo(here.map(HealthyModel::indicators));
            assertThat(here.isPresent()).isEqualTo(i == 66);
        }
    }

    @Test
    void aDayOfLearningNeedsNoMoreMemoryThanAnHour() {
        LearningBuffer buffer = new LearningBuffer(VARIABLES);
        for (int i = 0; i < 86_400; i++) {
            buffer.add(row(0));
        }

        assertThat(buffer.segments()).hasSizeLessThanOrEqualTo(LearningBuffer.MOST_SEGMENTS);
        assertThat(buffer.samples()).isGreaterThan(80_000);
    }

    private Learnt learn(IntToDoubleFunction level) {
        Learner learner = new Learner(VARIABLES, LEAST, MOST);
        for (int i = 0; i < 2 * MOST; i++) {
            Optional<HealthyModel> model = learner.add(row(level.applyAsDouble(i)));
            if (model.isPresent()) {
                return new Learnt(learner.samples(), model.get());
            }
        }
        throw new AssertionError("It was never learnt");
    }

    private static double level(Learnt learnt) {
        return learnt.model().indicators().get(0).level();
    }

    private double[] row(double level) {
        return new double[] {50 + level + 0.2 * chance.nextGaussian(), 3 + 0.1 * chance.nextGaussian()};
    }
}
