package io.celltwin.battery.pack;

import io.celltwin.battery.capacity.CapacityMeasurement;
import io.celltwin.battery.capacity.ChargeSpan;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Full cycles since the battery was new, by the management system's counter as long as that makes sense: a counter that falls,
 * leaps or stands at the end of its range (a system that was replaced, a register that rolled over or is not there) does not
 * erase or age the battery; the count goes on from where it was.
 *
 * @param cycle of the last discharge
 * @param counter what the system's counter said then
 * @param time when that was, on the clock of the samples; s
 */
record CycleCounter(double cycle, OptionalInt counter, OptionalDouble time) {

    /** A battery of which nothing is known. */
    static final CycleCounter NEW = new CycleCounter(0, OptionalInt.empty(), OptionalDouble.empty());

    /** What registers of 16 and 31 bits show where there is no counter. */
    private static final int[] NOT_AVAILABLE = {0xFFFF, 0x7FFF, Integer.MAX_VALUE};

    /** No battery does more full cycles in an hour: ten minutes each to charge and to discharge. */
    private static final double MOST_PER_HOUR = 3;

    private static final double SLACK = 5;
    /** What may have happened while nobody looked for an unknown time. */
    private static final double MOST_UNSEEN = 300;

    private static final double SECONDS_PER_HOUR = 3600;

    CycleCounter {
        if (!(cycle >= 0 && Double.isFinite(cycle)) || counter.orElse(0) < 0 || !Double.isFinite(time.orElse(0))) {
            throw new IllegalArgumentException("no counter of cycles stands so");
        }
    }

    /** After a discharge. */
    CycleCounter next(CapacityMeasurement discharge) {
        return next(available(discharge.cycle()), discharge.end(), 1);
    }

    /** After a charge: without a counter it is no cycle. */
    CycleCounter next(ChargeSpan charge) {
        return next(available(charge.cycle()), charge.end(), 0);
    }

    private CycleCounter next(OptionalInt told, double end, double more) {
        if (told.isEmpty()) {
            return new CycleCounter(cycle + more, OptionalInt.empty(), OptionalDouble.of(end));
        }
        double step = counter.isPresent() ? (double) told.getAsInt() - counter.getAsInt() : told.getAsInt() - cycle;
        return new CycleCounter(isPossible(step, end) ? cycle + step : cycle + more, told, OptionalDouble.of(end));
    }

    /** Whether the counter was not believed. */
    boolean doubts(CapacityMeasurement discharge) {

        OptionalInt told = available(discharge.cycle());
        if (told.isEmpty()) {
            return discharge.cycle().isPresent();
        }
        double step = counter.isPresent() ? (double) told.getAsInt() - counter.getAsInt() : told.getAsInt() - cycle;
        return !isPossible(step, discharge.end());
    }

    private boolean isPossible(double step, double end) {
        if (this.equals(NEW)) {
            return true;
        }
        boolean seen = time.isPresent() && end > time.getAsDouble();
        double most = seen ? SLACK + MOST_PER_HOUR * (end - time.getAsDouble()) / SECONDS_PER_HOUR : MOST_UNSEEN;
        return step >= 0 && step <= most;
    }

    private static OptionalInt available(OptionalInt told) {
        for (int none : NOT_AVAILABLE) {
            if (told.orElse(0) == none) {
                return OptionalInt.empty();
            }
        }
        return told;
    }
}
