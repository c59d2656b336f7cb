package io.celltwin.battery.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How fast one cell loses voltage against the others while the battery rests. A short of resistance R inside a cell draws
 * {@code I = U / R}, which nobody measures, but the cell's open-circuit voltage follows its charge (Ouyang et al., J. Power
 * Sources 294, 2015). The first {@value #SETTLING} s of a rest are left out, in which voltages relax unlike each other.
 *
 * @param restSince when the rest began; s
 * @param reference each cell's distance from the median when it had settled; V
 * @param referenceTime when that was; s
 */
public record RestDrift(OptionalDouble restSince, List<Double> reference, double referenceTime) {

    static final RestDrift NONE = new RestDrift(OptionalDouble.empty(), List.of(), 0);

    private static final double REST_RATE = 0.02;
    private static final double SETTLING = 600;
    private static final double LEAST_TIME = 600;
    private static final double LEAST_DRIFT = 0.004;
    private static final double SECONDS_PER_HOUR = 3600;
    private static final double MILLI = 1000;

    /** Keeps the reference from being changed. */
    public RestDrift {
        reference = List.copyOf(reference);
    }

    RestDrift next(SafetyReading reading) {
        if (Math.abs(reading.rate()) > REST_RATE) {
            return NONE;
        }
        if (restSince.isEmpty() || reading.time() < restSince.getAsDouble()) {
            return new RestDrift(OptionalDouble.of(reading.time()), List.of(), 0);
        }
        boolean settled = reading.time() - restSince.getAsDouble() >= SETTLING;
        return settled && reference.size() != reading.cells().length
                ? new RestDrift(restSince, distances(reading), reading.time())
                : this;
    }

    /** The fastest loss of a cell against the others; mV/h. */
    OptionalDouble fastest(SafetyReading reading) {
        double seconds = reading.time() - referenceTime;
        if (reference.isEmpty() || reference.size() != reading.cells().length || seconds < LEAST_TIME) {
            return OptionalDouble.empty();
        }
        List<Double> now = distances(reading);
        double most = 0;
        for (int i = 0; i < now.size(); i++) {
            double lost = reference.get(i) - now.get(i);
            boolean known = reference.get(i) < Double.MAX_VALUE && now.get(i) < Double.MAX_VALUE;
            // Less is the resolution of the sensors and what relaxes unlike.
            if (known && lost >= LEAST_DRIFT) {
                most = Math.max(most, lost);
            }
        }
        return OptionalDouble.of(MILLI * most * SECONDS_PER_HOUR / seconds);
    }

    private static List<Double> distances(SafetyReading reading) {
        double median = reading.medianCell();
        List<Double> distances = new ArrayList<>();
        for (double volts : reading.cells()) {
            distances.add(Double.isFinite(volts) ? volts - median : Double.MAX_VALUE);
        }
        return distances;
    }
}
