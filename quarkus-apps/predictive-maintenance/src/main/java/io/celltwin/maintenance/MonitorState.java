package io.celltwin.maintenance;

import io.celltwin.state.StateCodec;
import io.celltwin.twin.values.KnownValuesState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that a replica needs to go on with a machine that another one followed.
 *
 * @param sampler where the making of rows stands
 * @param condition where the decision stands
 * @param learnt the rows seen so far by a machine that learns
 * @param learningTold whether the twin says that the machine learns
 * @param healthyModel what was learnt; empty while it learns
 * @param smoothed the smoothed row; there with the model
 * @param toldScore the score that the twin shows
 * @param toldAt since when; there with the score
 */
record MonitorState(
        Sampler sampler,
        Condition condition,
        List<double[]> learnt,
        boolean learningTold,
        Optional<HealthyModel> healthyModel,
        Optional<double[]> smoothed,
        OptionalDouble toldScore,
        Optional<Instant> toldAt) {

    static final StateCodec<MonitorState> CODEC = StateCodec.of(
                    "What is remembered of the machine",
                    MonitorState.class,
                    "The machine is followed anew from its twin")
            .version()
            .build();

    /**
     * Where a {@link RowSampler} stands.
     *
     * @param known what is known of the machine's values
     * @param lastRow when the last row was made
     */
    record Sampler(KnownValuesState known, Optional<Instant> lastRow) {}

    /**
     * Where a {@link ConditionSwitch} stands.
     *
     * @param anomalous whether the machine is anomalous
     * @param above of the last rows, the oldest first, whether each was above the limit
     * @param calm how many rows in a row were below the limit of calm
     */
    record Condition(boolean anomalous, List<Boolean> above, int calm) {

        Condition {
            above = List.copyOf(above);
            if (calm < 0) {
                throw new IllegalArgumentException("the number of calm rows is negative");
            }
        }
    }

    MonitorState {
        learnt = List.copyOf(learnt);
        if (!sameLengthAndFinite(learnt)) {
            throw new IllegalArgumentException(
                    "the rows learnt from differ in length or hold something that is no number");
        }
        if (healthyModel.isPresent() != smoothed.isPresent()
                || healthyModel.isPresent() && healthyModel.get().variables().size() != smoothed.get().length
                || smoothed.isPresent() && !finite(smoothed.get())) {
            throw new IllegalArgumentException("the smoothed row does not fit the model");
        }
        if (toldAt.isPresent() != toldScore.isPresent() || !Double.isFinite(toldScore.orElse(0))) {
            throw new IllegalArgumentException("the score told last and its time do not fit each other");
        }
    }

    private static boolean sameLengthAndFinite(List<double[]> rows) {
        return rows.stream().allMatch(row -> row.length == rows.get(0).length && finite(row));
    }

    private static boolean finite(double[] row) {
        return Arrays.stream(row).allMatch(Double::isFinite);
    }
}
