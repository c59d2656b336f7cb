package io.celltwin.benchmark.condition;

import io.celltwin.benchmark.condition.SimulatedMachine.AlarmTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Figures of docs/predictive-maintenance.md from the simulated line, as a table. */
public final class ConditionFigures {

    /** As the simulated pump fails: healthy, then growing and staying, then mended. */
    private static final Duration HEALTHY = Duration.ofMinutes(25);

    private static final Duration FAULTY = Duration.ofMinutes(6);
    /** An alarm after this is not of the fault. */
    private static final Duration CLEARED_WITHIN = Duration.ofMinutes(5);

    private ConditionFigures() {}

    /**
     * What became of the faults.
     *
     * @param faults that were over before the end
     * @param found of these, while they were there
     * @param cleared of these, within five minutes after they were mended
     * @param falseAlarms raised while there was none
     * @param delays from the beginning of a fault to its alarm, in seconds
     */
    record Faults(int faults, int found, int cleared, int falseAlarms, List<Long> delays) {}

    /**
     * Lets the line run.
     *
     * @param time how long
     * @param seed of all noise
     * @return a table in Markdown
     */
    public static String measure(Duration time, long seed) {
        SimulatedMachines machines = new SimulatedMachines(seed);
        machines.run(time);
        StringBuilder table = new StringBuilder(
                "| machine | learnt after, min | confirmed after, min | withdrawn | false alarms in %d h | faults | found | cleared |%n"
                        .formatted(time.toHours()));
        table.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        machines.healthy()
                .forEach(machine -> table.append("| %s | %d | 0 | | |%n"
                        .formatted(learning(machine, machines), machine.alarms().size())));
        Faults faults = faults(machines.failing(), machines.start(), time);
        table.append("| %s | %d | %d | %d | %d |%n"
                .formatted(
                        learning(machines.failing(), machines),
                        faults.falseAlarms(),
                        faults.faults(),
                        faults.found(),
                        faults.cleared()));
        return table
                + "Longest delay from the beginning of a fault to its alarm: %d s"
                        .formatted(faults.delays().stream()
                                .mapToLong(Long::longValue)
                                .max()
                                .orElse(0));
    }

    private static String learning(SimulatedMachine machine, SimulatedMachines machines) {
        return "%s | %s | %s | %d"
                .formatted(
                        machine.id(),
                        minutes(machine.learntAt(), machines.start()),
                        minutes(machine.confirmedAt(), machines.start()),
                        machine.withdrawn());
    }

    private static String minutes(Optional<Instant> time, Instant start) {
        return time.map(at -> String.format(
                        Locale.ROOT, "%.1f", Duration.between(start, at).toSeconds() / 60.0))
                .orElse("never");
    }

    static Faults faults(SimulatedMachine machine, Instant start, Duration time) {
        Instant end = start.plus(time);
        List<AlarmTime> unexplained = new ArrayList<>(machine.alarms());
        List<Long> delays = new ArrayList<>();
        int faults = 0;
        int cleared = 0;
        Instant begin = start.plus(HEALTHY);
        while (begin.plus(FAULTY).plus(CLEARED_WITHIN).isBefore(end)) {
            faults++;
            Instant from = begin;
            Instant mended = begin.plus(FAULTY);
            List<AlarmTime> own = Stream.of(unexplained.toArray(AlarmTime[]::new))
                    .filter(alarm ->
                            !alarm.raised().isBefore(from) && alarm.raised().isBefore(mended))
                    .toList();
            unexplained.removeAll(own);
            if (!own.isEmpty()) {
                delays.add(Duration.between(from, own.get(0).raised()).toSeconds());
                cleared += own.get(own.size() - 1)
                                .cleared()
                                .filter(at -> at.isBefore(mended.plus(CLEARED_WITHIN)))
                                .isPresent()
                        ? 1
                        : 0;
            }
            begin = mended.plus(HEALTHY);
        }
        Instant last = begin;
        unexplained.removeIf(alarm -> !alarm.raised().isBefore(last));
        return new Faults(faults, delays.size(), cleared, unexplained.size(), delays);
    }
}
