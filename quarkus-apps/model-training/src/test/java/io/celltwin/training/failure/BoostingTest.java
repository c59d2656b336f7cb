package io.celltwin.training.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.celltwin.maintenance.learned.BoostedTrees;
import java.util.Arrays;
import java.util.Random;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoostingTest {

    private final Random chance = new Random(1);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theTreesSayWhatTheLibrarySays(boolean probabilities) throws XGBoostError {
        double[][] features = rows(600);
        double[] targets = Arrays.stream(features)
                .mapToDouble(row ->
                        probabilities ? (row[0] * row[1] > 0.2 ? 1 : 0) : 50 + 30 * row[0] - 20 * row[2] * row[2])
                .toArray();
        Boosting boosting = probabilities ? Boosting.ofSharpProbabilities(1) : Boosting.ofValues(50, 1);
        double[][] asked = rows(300);
        for (int i = 0; i < asked.length; i += 7) {
            asked[i][i % 4] = Double.NaN;
        }

        BoostedTrees trees = boosting.learn(features, targets);
        float[] library = boosting.predictions(features, targets, asked);

        assertThat(library).hasSize(asked.length);
        assertThat(Arrays.stream(asked).mapToDouble(trees::predict).distinct().count())
                .isGreaterThan(50);
        for (int i = 0; i < asked.length; i++) {
            assertThat(trees.predict(asked[i])).isCloseTo(library[i], within(1e-3));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void contributionsAddUpToThePredictionLessTheSame(boolean probabilities) {
        double[][] features = rows(300);
        double[] targets =
                Arrays.stream(features).mapToDouble(row -> row[0] > 0 ? 1 : 0).toArray();
        BoostedTrees trees =
                (probabilities ? Boosting.ofSharpProbabilities(1) : Boosting.ofValues(0.5, 1)).learn(features, targets);

        double mean = difference(trees, features[0]);
        for (double[] row : features) {
            assertThat(difference(trees, row)).isCloseTo(mean, within(1e-4));
            double[] contributions = trees.contributions(row);
            assertThat(Math.abs(contributions[0]))
                    .as("the feature that decides")
                    .isGreaterThanOrEqualTo(Math.abs(contributions[3]));
        }
    }

    private static double difference(BoostedTrees trees, double[] row) {
        return trees.predict(row) - Arrays.stream(trees.contributions(row)).sum();
    }

    private double[][] rows(int n) {
        double[][] rows = new double[n][4];
        for (double[] row : rows) {
            Arrays.setAll(row, k -> chance.nextGaussian());
        }
        return rows;
    }
}
