package io.celltwin.maintenance.effectiveness;

import java.time.Instant;

/**
 * What a machine did in a shift.
 *
 * @param start beginning of the shift
 * @param busySeconds planned busy time: the machine had an order
 * @param productionSeconds actual production time: it executed
 * @param good units
 * @param rejected units
 * @param wattHours energy used
 */
record Period(
        Instant start, double busySeconds, double productionSeconds, double good, double rejected, double wattHours) {

    Period {
        for (double value : new double[] {busySeconds, productionSeconds, good, rejected, wattHours}) {
            if (!(value >= 0 && Double.isFinite(value))) {
                throw new IllegalArgumentException("what the machine did makes no sense");
            }
        }
    }

    static Period begin(Instant start) {
        return new Period(start, 0, 0, 0, 0, 0);
    }

    Period withTime(double seconds, boolean executes) {
        return new Period(
                start, busySeconds + seconds, productionSeconds + (executes ? seconds : 0), good, rejected, wattHours);
    }

    Period withGood(double more) {
        return new Period(start, busySeconds, productionSeconds, good + more, rejected, wattHours);
    }

    Period withRejected(double more) {
        return new Period(start, busySeconds, productionSeconds, good, rejected + more, wattHours);
    }

    Period withWattHours(double more) {
        return new Period(start, busySeconds, productionSeconds, good, rejected, wattHours + more);
    }

    double units() {
        return good + rejected;
    }
}
