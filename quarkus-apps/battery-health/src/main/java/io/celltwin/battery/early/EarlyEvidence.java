package io.celltwin.battery.early;

import java.util.List;

/**
 * What a life was foretold from.
 *
 * @param firstCycles cycles of the curves that are compared with
 * @param latestCycles cycles of those that are compared
 * @param deviation standard deviation of the difference over the voltage, in parts of the nominal capacity
 * @param rate of the discharges; 1/h
 * @param celsius of the discharges
 * @param chargingHours how long charges took for 80 % of the nominal capacity
 */
public record EarlyEvidence(
        List<Double> firstCycles,
        List<Double> latestCycles,
        double deviation,
        double rate,
        double celsius,
        double chargingHours) {

    /** Keeps the cycles from being changed. */
    public EarlyEvidence {
        firstCycles = List.copyOf(firstCycles);
        latestCycles = List.copyOf(latestCycles);
    }

    static EarlyEvidence of(List<DischargeCurve> first, List<DischargeCurve> latest) {
        return new EarlyEvidence(
                first.stream().map(DischargeCurve::cycle).toList(),
                latest.stream().map(DischargeCurve::cycle).toList(),
                Math.sqrt(EarlyFeatures.variance(first, latest)),
                median(latest.stream().mapToDouble(DischargeCurve::rate).toArray()),
                median(latest.stream().mapToDouble(DischargeCurve::celsius).toArray()),
                EarlyFeatures.chargingHours(first, latest).orElseThrow());
    }

    private static double median(double... values) {
        return DischargeCurve.median(values);
    }
}
