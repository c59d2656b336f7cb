package io.celltwin.battery;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The battery's direct-current resistance from the step at the start of a discharge: {@code R = (U0 - U) / (I0 - I)} between
 * the last sample at rest and the first one at least {@value #SETTLING} s later (IEC 62660-1 and the HPPC test take ten
 * seconds as well). A step seen later than {@value #LATEST} s after the rest is not used, because by then the voltage has
 * also fallen with the charge.
 */
final class StepResistance {

    static final double SETTLING = 10;
    static final double LATEST = 60;
    /** The step must be at least this multiple of 1/h of the nominal capacity, so that noise does not matter. */
    static final double LEAST_STEP_RATE = 0.2;

    private BatterySample rest;
    private OptionalDouble found = OptionalDouble.empty();

    /** Where it stands. */
    MeterState.Resistance state() {
        return new MeterState.Resistance(Optional.ofNullable(rest), found);
    }

    /** Goes on from where another one stood. */
    static StepResistance of(MeterState.Resistance state) {
        StepResistance resistance = new StepResistance();
        resistance.rest = state.rest().orElse(null);
        resistance.found = state.found();
        return resistance;
    }

    /** The battery is at rest: a discharge may begin after this sample. */
    void rest(BatterySample sample) {
        rest = sample;
        found = OptionalDouble.empty();
    }

    /** The battery is being discharged. */
    void load(BatterySample sample, double nominalCapacity) {
        if (rest == null || sample.time() - rest.time() < SETTLING) {
            return;
        }
        double step = rest.current() - sample.current();
        if (sample.time() - rest.time() <= LATEST
                && step >= LEAST_STEP_RATE * nominalCapacity
                && rest.packVoltage().isPresent()
                && sample.packVoltage().isPresent()) {
            double ohm =
                    (rest.packVoltage().getAsDouble() - sample.packVoltage().getAsDouble()) / step;
            found = ohm > 0 && Double.isFinite(ohm) ? OptionalDouble.of(ohm) : OptionalDouble.empty();
        }
        rest = null;
    }

    /** The resistance of the discharge that is over, if it could be measured. */
    OptionalDouble take() {
        OptionalDouble taken = found;
        found = OptionalDouble.empty();
        return taken;
    }
}
