package io.celltwin.battery.capacity;

/**
 * A discharge that was not taken.
 *
 * @param reason why
 * @param time when that became clear, on the clock of the samples; s
 * @param charge what had been counted by then; Ah
 */
public record Rejection(Discard reason, double time, double charge) {

    /** Rejects what is no number. */
    public Rejection {
        if (!Double.isFinite(time) || !Double.isFinite(charge)) {
            throw new IllegalArgumentException("a rejected discharge needs a time and a charge");
        }
    }
}
