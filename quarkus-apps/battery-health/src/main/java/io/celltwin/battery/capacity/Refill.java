package io.celltwin.battery.capacity;

/**
 * What was put into the battery since it was empty: as much comes out again, or the current sensor says the one or the other
 * wrongly, as one that is at the end of its range does.
 *
 * @param start when it was empty, on the clock of the samples; s
 * @param charge counted since then, negative
 */
record Refill(double start, ChargeTally charge) {

    Refill {
        if (!Double.isFinite(start)) {
            throw new IllegalArgumentException("the beginning of the charge is no number");
        }
    }
}
