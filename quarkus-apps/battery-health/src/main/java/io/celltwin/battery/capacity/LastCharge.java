package io.celltwin.battery.capacity;

/**
 * How the charge before ended, as far as it was seen. A charge whose current fell slowly, or that brought something at a small current,
 * ended in its constant-voltage phase; one that was broken off did not, whatever a noisy sensor shows at rest afterwards.
 *
 * @param current the last current that was more than rest; A, 0 if none was seen
 * @param from the last one before it that was no small one; A, the largest number if none was seen
 * @param charge what flowed in at smaller ones; Ah
 */
record LastCharge(double current, double from, double charge) {

    static final LastCharge UNSEEN = new LastCharge(0, Double.MAX_VALUE, 0);

    /** A current that falls slowly falls by less than this factor from one sample to the next. */
    private static final double SLOWLY = 2;
    /** What a constant-voltage phase brings at least of the nominal capacity. */
    private static final double LEAST_CHARGE = 0.003;

    LastCharge {
        if (!(current >= 0 && from > 0 && Double.isFinite(current + charge))) {
            throw new IllegalArgumentException("no charge ends so");
        }
    }

    /** @param chargeIn what flowed in since the sample before; Ah */
    LastCharge next(double amperes, double chargeIn, double nominal) {
        if (amperes > DischargeMeter.TAPER_RATE * nominal) {
            return new LastCharge(amperes, amperes, 0);
        }
        return new LastCharge(
                amperes > DischargeMeter.REST_RATE * nominal ? amperes : current, from, charge + chargeIn);
    }

    /** Whether it ended as complete charges do. */
    boolean tapered(double nominal) {
        return current > 0
                && current <= DischargeMeter.TAPER_RATE * nominal
                && (from <= SLOWLY * DischargeMeter.TAPER_RATE * nominal || charge >= LEAST_CHARGE * nominal);
    }
}
