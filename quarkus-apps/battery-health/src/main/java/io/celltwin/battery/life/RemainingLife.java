package io.celltwin.battery.life;

/**
 * How many full cycles are left until the end of life.
 *
 * @param median half of the futures end before
 * @param p05 one future in twenty ends before
 * @param p95 nineteen futures in twenty end before
 * @param p25 a quarter of the futures ends before
 * @param p75 three quarters of the futures end before
 * @param familiar whether the battery fades like one of the fleets from which the prior was learnt
 */
public record RemainingLife(double median, double p05, double p95, double p25, double p75, boolean familiar) {

    /** Rejects numbers that are no quantiles of a remaining life. */
    public RemainingLife {
        if (!(0 <= p05 && p05 <= p25 && p25 <= median && median <= p75 && p75 <= p95 && Double.isFinite(p95))) {
            throw new IllegalArgumentException("no quantiles of a remaining life: p05 " + p05 + ", p25 " + p25
                    + ", median " + median + ", p75 " + p75 + ", p95 " + p95);
        }
    }
}
