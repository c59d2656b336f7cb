package io.celltwin.maintenance;

import java.util.Comparator;
import java.util.List;

/**
 * How a machine's condition compares with its healthy one at one moment.
 *
 * @param score T-squared over its limit: above 1 the machine is hardly healthy
 * @param drivers what part each variable has in the score, the largest first; the parts sum to 1
 */
public record Judgement(double score, List<Driver> drivers) {

    /** Sorts the drivers. */
    public Judgement {
        drivers = drivers.stream()
                .sorted(Comparator.comparingDouble(Driver::contribution).reversed())
                .toList();
    }

    /**
     * A variable's part in the score.
     *
     * @param variable its name
     * @param contribution 0 to 1
     */
    public record Driver(String variable, double contribution) {}
}
