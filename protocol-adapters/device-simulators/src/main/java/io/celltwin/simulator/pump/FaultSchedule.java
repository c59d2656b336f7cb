package io.celltwin.simulator.pump;

/**
 * When which fault is how bad: the pump is healthy for {@value #HEALTHY_SECONDS} s, then a fault grows for
 * {@value #GROWING_SECONDS} s, stays for {@value #STAYING_SECONDS} s and is mended; then the next one, round and round.
 */
final class FaultSchedule {

    static final double HEALTHY_SECONDS = 1500;
    static final double GROWING_SECONDS = 240;
    static final double STAYING_SECONDS = 120;

    private static final double PERIOD = HEALTHY_SECONDS + GROWING_SECONDS + STAYING_SECONDS;

    private final double offsetSeconds;

    /** @param offsetSeconds how far into the schedule it starts; below 0: for so long it is healthy before */
    FaultSchedule(double offsetSeconds) {
        this.offsetSeconds = offsetSeconds;
    }

    /** How bad the fault is after so many seconds: 0 healthy to 1 fully there. */
    double severity(PumpFault fault, double seconds) {
        double time = seconds + offsetSeconds;
        if (time < 0) {
            return 0;
        }
        int turn = (int) (time / PERIOD) % PumpFault.values().length;
        if (turn != fault.ordinal()) {
            return 0;
        }
        double grown = (time % PERIOD - HEALTHY_SECONDS) / GROWING_SECONDS;
        return Math.max(0, Math.min(1, grown));
    }
}
