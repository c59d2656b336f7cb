package io.celltwin.battery;

/**
 * How many full cycles are left until the end of life.
 *
 * @param median half of the futures end before
 * @param p05 one future in twenty ends before
 * @param p95 nineteen futures in twenty end before
 */
public record RemainingLife(double median, double p05, double p95) {

    /** Rejects numbers that are no quantiles of a remaining life. */
    public RemainingLife {
        if (!(0 <= p05 && p05 <= median && median <= p95 && Double.isFinite(p95))) {
            throw new IllegalArgumentException(
                    "no quantiles of a remaining life: p05 " + p05 + ", median " + median + ", p95 " + p95);
        }
    }
}
