package io.celltwin.battery.capacity;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a discharge looked like.
 *
 * @param samples how many
 * @param longestGap longest time between two; s
 * @param seconds under load
 * @param ampereSeconds under load, positive
 * @param kelvinSeconds sum of temperature by time, °C·s
 * @param temperatureSeconds time for which the temperature was known
 * @param coldest lowest temperature; °C
 * @param warmest highest temperature; °C
 * @param current last current under load; A
 * @param voltage the weakest cell's voltage then; V
 * @param weakest which cell that was
 * @param spread how far the cells were apart then; V
 * @param ignored single values that were not believed
 */
record LoadRecord(
        int samples,
        double longestGap,
        double seconds,
        double ampereSeconds,
        double kelvinSeconds,
        double temperatureSeconds,
        OptionalDouble coldest,
        OptionalDouble warmest,
        double current,
        OptionalDouble voltage,
        OptionalInt weakest,
        OptionalDouble spread,
        int ignored) {

    static final LoadRecord NONE = new LoadRecord(
            0,
            0,
            0,
            0,
            0,
            0,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            0,
            OptionalDouble.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            0);

    private static final int SAMPLES_THAT_MUST_DIFFER = 20;

    LoadRecord {
        if (!(samples >= 0 && longestGap >= 0 && seconds >= 0 && Double.isFinite(ampereSeconds) && ignored >= 0)) {
            throw new IllegalArgumentException("the record of the load makes no sense");
        }
    }

    /** Takes the time between two samples; only a load of the later one is remembered. */
    LoadRecord plus(BatterySample before, BatterySample now, boolean loaded, boolean wrong) {
        double step = now.time() - before.time();
        double longest = Math.max(longestGap, step);
        int more = ignored + (wrong ? 1 : 0);
        if (!loaded) {
            return new LoadRecord(
                    samples + 1,
                    longest,
                    seconds,
                    ampereSeconds,
                    kelvinSeconds,
                    temperatureSeconds,
                    coldest,
                    warmest,
                    current,
                    voltage,
                    weakest,
                    spread,
                    more);
        }
        OptionalDouble celsius = now.cells().temperature();
        boolean sees = now.lowestCellVoltage().isPresent();
        return new LoadRecord(
                samples + 1,
                longest,
                seconds + step,
                ampereSeconds - now.current() * step,
                kelvinSeconds + celsius.orElse(0) * (celsius.isPresent() ? step : 0),
                temperatureSeconds + (celsius.isPresent() ? step : 0),
                celsius.isPresent() ? OptionalDouble.of(Math.min(celsius.getAsDouble(), coldest.orElse(200))) : coldest,
                celsius.isPresent()
                        ? OptionalDouble.of(Math.max(celsius.getAsDouble(), warmest.orElse(-200)))
                        : warmest,
                now.current(),
                sees ? now.lowestCellVoltage() : voltage,
                sees && now.cells().weakest().isPresent() ? now.cells().weakest() : weakest,
                sees && now.spread().isPresent() ? now.spread() : spread,
                more);
    }

    double meanCurrent() {
        return seconds > 0 ? ampereSeconds / seconds : 0;
    }

    /** Mean temperature under load; empty if it is unknown or the sensor is dead: one that shows 0 °C throughout. */
    OptionalDouble temperature() {
        boolean dead = samples >= SAMPLES_THAT_MUST_DIFFER && coldest.equals(warmest) && coldest.orElse(1) == 0;
        return temperatureSeconds <= 0 || dead
                ? OptionalDouble.empty()
                : OptionalDouble.of(kelvinSeconds / temperatureSeconds);
    }
}
