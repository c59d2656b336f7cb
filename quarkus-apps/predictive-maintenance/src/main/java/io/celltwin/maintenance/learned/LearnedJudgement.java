package io.celltwin.maintenance.learned;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a failure model says of a machine. There are figures only if it {@link State#JUDGED judged}.
 *
 * @param state whether it judged, or why not
 * @param reason why not, a sentence without its stop; empty if it judged
 * @param probability that the machine fails as it runs now
 * @param modes the same by failure mode
 * @param remaining how many cycles are left
 * @param drivers what makes the figure, the strongest first
 */
record LearnedJudgement(
        State state,
        String reason,
        OptionalDouble probability,
        List<Mode> modes,
        Optional<RemainingCycles> remaining,
        List<Driver> drivers) {

    static final int MOST_DRIVERS = 5;

    /** Whether a model judged a machine, and if not, why. */
    enum State {
        /** No failure model applies to such machines. */
        NONE,
        /** The machine does not give what the model needs. */
        UNUSABLE,
        /** Not enough is known yet. */
        WAITING,
        /** The machine runs unlike any that was learnt from. */
        UNFAMILIAR,
        /** It judged. */
        JUDGED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A failure mode.
     *
     * @param name for programs
     * @param title for people
     * @param probability that it happens
     */
    record Mode(String name, String title, double probability) {}

    /**
     * What a feature does to the figure.
     *
     * @param feature its name
     * @param contribution to the cycles left, or to the logarithm of the odds of the likeliest mode
     */
    record Driver(String feature, double contribution) {}

    /**
     * Cycles that are left.
     *
     * @param median most likely
     * @param p05 fewest
     * @param p95 most
     * @param atLeast whether {@code p95} is beyond what the model can say, so that there may be any number more
     */
    record RemainingCycles(double median, double p05, double p95, boolean atLeast) {}

    static LearnedJudgement without(State state, String reason) {
        return new LearnedJudgement(state, reason, OptionalDouble.empty(), List.of(), Optional.empty(), List.of());
    }

    static LearnedJudgement unfamiliar(List<String> features) {
        return without(
                State.UNFAMILIAR,
                "The machine runs outside of what was learnt from: "
                        + String.join(", ", features.subList(0, Math.min(MOST_DRIVERS, features.size()))));
    }

    static LearnedJudgement events(double probability, List<Mode> modes, List<Driver> drivers) {
        return new LearnedJudgement(State.JUDGED, "", OptionalDouble.of(probability), modes, Optional.empty(), drivers);
    }

    static LearnedJudgement life(RemainingCycles remaining, List<Driver> drivers) {
        return new LearnedJudgement(
                State.JUDGED, "", OptionalDouble.empty(), List.of(), Optional.of(remaining), drivers);
    }
}
