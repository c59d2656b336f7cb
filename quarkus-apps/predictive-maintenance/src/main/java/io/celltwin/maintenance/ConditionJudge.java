package io.celltwin.maintenance;

import java.util.ArrayList;
import java.util.List;

/**
 * Judges a machine's rows by its healthy model, one after another. Not for several threads.
 *
 * <p>
 * The score's parts are its complete decomposition: with {@code P} the precision and {@code y} the smoothed row,
 * {@code T2 = y' P y = sum over k of (P^(1/2) y)_k^2} (Alcala and Qin, Automatica 45, 2009). They are never negative.
 */
public final class ConditionJudge {

    private final HealthyModel model;
    private final double[] smoothed;

    /**
     * @param model what the machine is like when it is healthy
     */
    public ConditionJudge(HealthyModel model) {
        this(model, new double[model.variables().size()]);
    }

    /** @param smoothed the smoothed row from which it goes on */
    ConditionJudge(HealthyModel model, double[] smoothed) {
        this.model = model;
        this.smoothed = smoothed.clone();
    }

    /** The smoothed row. */
    double[] smoothed() {
        return smoothed.clone();
    }

    /** The model by which it judges. */
    HealthyModel model() {
        return model;
    }

    /**
     * Judges the next row.
     *
     * @param row the variables' values
     * @return the machine's condition
     */
    public Judgement judge(double[] row) {
        for (int k = 0; k < smoothed.length; k++) {
            smoothed[k] += model.smoothing() * ((row[k] - model.means()[k]) / model.deviations()[k] - smoothed[k]);
        }
        double[] parts = new double[smoothed.length];
        double total = 0.0;
        for (int k = 0; k < parts.length; k++) {
            double root = 0.0;
            for (int j = 0; j < parts.length; j++) {
                root += model.precisionRoot()[k][j] * smoothed[j];
            }
            parts[k] = root * root;
            total += parts[k];
        }
        List<Judgement.Driver> drivers = new ArrayList<>();
        for (int k = 0; k < parts.length; k++) {
            drivers.add(new Judgement.Driver(model.variables().get(k), total > 0 ? parts[k] / total : 0));
        }
        return new Judgement(total / model.limit(), drivers);
    }
}
