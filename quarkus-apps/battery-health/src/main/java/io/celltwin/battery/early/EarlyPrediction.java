package io.celltwin.battery.early;

/**
 * A life that was foretold; full cycles from the first one to the end of life.
 *
 * @param afterCycle at which cycle
 * @param p05 lower end of the 90 % interval
 * @param p25 lower end of the 50 % interval
 * @param median of the cycle life
 * @param p75 upper end of the 50 % interval
 * @param p95 upper end of the 90 % interval
 * @param distance from the cells from which it was learnt; above 1 further than any of them is from the others
 */
public record EarlyPrediction(
        int afterCycle, double p05, double p25, double median, double p75, double p95, double distance) {

    /** Rejects what is no interval. */
    public EarlyPrediction {
        if (!(p05 > 0 && p05 <= p25 && p25 <= median && median <= p75 && p75 <= p95 && distance >= 0)
                || !Double.isFinite(p95)) {
            throw new IllegalArgumentException("a life cannot be foretold so");
        }
    }

    /** Whether nothing like it was seen in learning. */
    public boolean strange() {
        return distance > 1;
    }
}
