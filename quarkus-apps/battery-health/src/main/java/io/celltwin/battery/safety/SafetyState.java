package io.celltwin.battery.safety;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the watching of one battery stands.
 *
 * @param history readings of the last minutes, thinned
 * @param drift how cells drift at rest
 * @param resistances each cell's resistance over the median of the others at the last two steps of the current
 * @param slope how steep the voltage is over the charge there; V for a whole capacity
 * @param standing each indicator that is raised or about to be
 * @param level what was told last
 * @param since since when it has been so
 */
public record SafetyState(
        List<Past> history,
        RestDrift drift,
        List<List<Double>> resistances,
        double slope,
        List<Standing> standing,
        Optional<SafetyLevel> level,
        Optional<Instant> since) {

    /** A battery of which nothing is known. */
    public static final SafetyState NEW =
            new SafetyState(List.of(), RestDrift.NONE, List.of(), 0, List.of(), Optional.empty(), Optional.empty());

    /**
     * A reading of the past.
     *
     * @param time s
     * @param current A
     * @param cells V; NaN as the largest number
     * @param temperatures °C; NaN as the largest number
     * @param charge that flowed in since the watching began; Ah
     */
    public record Past(double time, double current, List<Double> cells, List<Double> temperatures, double charge) {

        /** Keeps the parts from being changed. */
        public Past {
            cells = List.copyOf(cells);
            temperatures = List.copyOf(temperatures);
        }
    }

    /**
     * How an indicator stands.
     *
     * @param indicator which
     * @param level at which it is raised
     * @param value the newest; in its unit
     * @param candidate level that it had in the newest readings
     * @param count how many readings in a row
     * @param candidateTime since when; s
     * @param since when it was raised
     */
    public record Standing(
            SafetyIndicator indicator,
            SafetyLevel level,
            double value,
            SafetyLevel candidate,
            int count,
            double candidateTime,
            Optional<Instant> since) {}

    /** Keeps the parts from being changed. */
    public SafetyState {
        history = List.copyOf(history);
        resistances = resistances.stream().map(List::copyOf).toList();
        standing = List.copyOf(standing);
    }
}
