package io.celltwin.battery.capacity;

import java.util.List;

/**
 * Where a {@link DischargeMeter} stands.
 *
 * @param core after the last sample that is known to be right
 * @param waiting samples that wait for those after them
 * @param late how many samples came before the last one
 * @param absurd how many currents in a row could not be
 * @param clock how long the battery's clock stood
 */
public record MeterState(MeterCore core, List<BatterySample> waiting, int late, int absurd, StandingClock clock) {

    /** A meter that saw nothing yet. */
    public static final MeterState NEW = new MeterState(MeterCore.NEW, List.of(), 0, 0, StandingClock.NEW);

    /** Rejects what no meter leaves behind. */
    public MeterState {
        waiting = List.copyOf(waiting);
        if (waiting.size() > DischargeMeter.LAG || late < 0 || absurd < 0) {
            throw new IllegalArgumentException("no meter stands so");
        }
        if (!waiting.stream().allMatch(BatterySample::sound)) {
            throw new IllegalArgumentException("a sample holds something that is no number, or a negative cycle");
        }
    }
}
