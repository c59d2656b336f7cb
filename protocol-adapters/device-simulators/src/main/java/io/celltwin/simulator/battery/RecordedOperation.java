package io.celltwin.simulator.battery;

import java.util.Arrays;

/**
 * One charge or discharge of a recorded cell.
 *
 * @param kind charge or discharge
 * @param seconds time of each sample since the start of the operation, rising
 * @param volts cell voltage of each sample
 * @param amperes current of each sample, discharging negative
 * @param celsius temperature of each sample
 * @param pauseSeconds rest before this operation, s
 */
record RecordedOperation(
        Kind kind, double[] seconds, float[] volts, float[] amperes, float[] celsius, double pauseSeconds) {

    /** Currents below this are the test bench's offset, A: its charge current tapers down to 20 mA. */
    private static final double REST_AMPERES = 0.012;

    enum Kind {
        CHARGE(BatteryState.CHARGE),
        DISCHARGE(BatteryState.DISCHARGE);

        private final BatteryState state;

        Kind(BatteryState state) {
            this.state = state;
        }
    }

    /** One moment of the recording. */
    record Sample(double volts, double amperes, double celsius) {}

    double duration() {
        return seconds[seconds.length - 1];
    }

    /** The charge that was taken out, Ah, by the trapezoidal rule. */
    double dischargedAh() {
        double coulombs = 0;
        for (int i = 1; i < seconds.length; i++) {
            coulombs -= (amperes[i - 1] + amperes[i]) / 2 * (seconds[i] - seconds[i - 1]);
        }
        return coulombs / 3600;
    }

    Sample first() {
        return new Sample(volts[0], amperes[0], celsius[0]);
    }

    Sample last() {
        int end = seconds.length - 1;
        return new Sample(volts[end], amperes[end], celsius[end]);
    }

    /**
     * The moment between the two samples around it, on straight lines: whoever integrates finely gets the recording's own
     * trapezoidal charge.
     *
     * @param time 0 to {@link #duration()}
     */
    Sample at(double time) {
        int found = Arrays.binarySearch(seconds, time);
        int right = Math.min(found >= 0 ? found + 1 : -found - 1, seconds.length - 1);
        int left = right - 1;
        double part = (time - seconds[left]) / (seconds[right] - seconds[left]);
        return new Sample(between(volts, left, part), between(amperes, left, part), between(celsius, left, part));
    }

    /** What the pack does while this current flows: a recorded discharge begins and ends with a rest. */
    BatteryState stateAt(double current) {
        boolean flows = kind == Kind.CHARGE ? current > REST_AMPERES : current < -REST_AMPERES;
        return flows ? kind.state : BatteryState.REST;
    }

    private static double between(float[] values, int left, double part) {
        return values[left] + part * (values[left + 1] - values[left]);
    }
}
