package io.celltwin.battery.capacity;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The battery's direct-current resistance from the step at the start of a discharge: {@code R = (U0 - U) / (I0 - I)} between
 * the last sample at rest and the first one at least {@value #SETTLING} s later (IEC 62660-1 and the HPPC test take ten
 * seconds as well). A step seen later than {@value #LATEST} s after the rest is not used, because by then the voltage has
 * also fallen with the charge.
 *
 * @param rest the last sample at rest, until the step was seen
 * @param found the resistance of this discharge, ohm
 */
record StepResistance(Optional<BatterySample> rest, OptionalDouble found) {

    static final StepResistance NONE = new StepResistance(Optional.empty(), OptionalDouble.empty());

    static final double SETTLING = 10;
    static final double LATEST = 60;
    /** The step must be at least this multiple of 1/h of the nominal capacity, so that noise does not matter. */
    static final double LEAST_STEP_RATE = 0.2;

    /** No load takes away a larger part of a battery's voltage at once: one of the two was misread. */
    private static final double MOST_FALL = 0.4;

    StepResistance {
        if (rest.isPresent() && !rest.get().sound()) {
            throw new IllegalArgumentException("a sample holds something that is no number, or a negative cycle");
        }
        if (found.isPresent() && !(found.getAsDouble() > 0 && Double.isFinite(found.getAsDouble()))) {
            throw new IllegalArgumentException("the resistance is no positive number");
        }
    }

    /** The battery is at rest: a discharge may begin after this sample. */
    StepResistance rested(BatterySample sample) {
        return new StepResistance(Optional.of(sample), OptionalDouble.empty());
    }

    /** The battery is being discharged. */
    StepResistance loaded(BatterySample sample, double nominalCapacity) {
        if (rest.isEmpty() || sample.time() - rest.get().time() < SETTLING) {
            return this;
        }
        return new StepResistance(
                Optional.empty(),
                sample.time() - rest.get().time() <= LATEST ? step(rest.get(), sample, nominalCapacity) : found);
    }

    private static OptionalDouble step(BatterySample rest, BatterySample sample, double nominalCapacity) {
        double step = rest.current() - sample.current();
        if (step < LEAST_STEP_RATE * nominalCapacity
                || rest.packVoltage().isEmpty()
                || sample.packVoltage().isEmpty()) {
            return OptionalDouble.empty();
        }
        double fall = rest.packVoltage().getAsDouble() - sample.packVoltage().getAsDouble();
        if (fall > MOST_FALL * rest.packVoltage().getAsDouble()) {
            return OptionalDouble.empty();
        }
        double ohm = fall / step;
        return ohm > 0 && Double.isFinite(ohm) ? OptionalDouble.of(ohm) : OptionalDouble.empty();
    }
}
