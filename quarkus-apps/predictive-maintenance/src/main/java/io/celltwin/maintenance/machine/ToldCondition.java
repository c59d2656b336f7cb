package io.celltwin.maintenance.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the twin shows of the machine's condition, so that only news is written. */
final class ToldCondition {

    /** A score is worth telling when it changed by more than this part of the told one. */
    private static final double WORTH_TELLING = 0.05;

    /** And by more than this. */
    private static final double LEAST_CHANGE = 0.02;

    private State state;

    /**
     * What was told.
     *
     * @param state the condition in one word; empty text if nothing was told
     * @param score the score
     * @param at when; empty if nothing was told
     * @param notJudged what was not judged
     */
    record State(String state, double score, Optional<Instant> at, List<Unjudged> notJudged) {

        static final State NOTHING = new State("", 0, Optional.empty(), List.of());

        State {
            notJudged = List.copyOf(notJudged);
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("the score told last is no number");
            }
        }
    }

    ToldCondition(State state) {
        this.state = state;
    }

    State state() {
        return state;
    }

    /** What was not judged when it was told. */
    List<Unjudged> notJudged() {
        return state.notJudged();
    }

    /** Whether this is news; if so it counts as told. */
    boolean news(ConditionText text, double score, List<Unjudged> notJudged, Instant time, Duration interval) {
        boolean first = state.at().isEmpty();
        boolean other = !text.text().equals(state.state()) || !notJudged.equals(state.notJudged());
        double change = Math.abs(score - state.score());
        boolean worth =
                !first && isDue(time, interval) && change > LEAST_CHANGE && change > WORTH_TELLING * state.score();
        if (first || other || worth) {
            state = new State(text.text(), score, Optional.of(time), notJudged);
            return true;
        }
        return false;
    }

    /** Whether it was told that long ago, or by a clock that ran ahead and was set back. */
    boolean isDue(Instant time, Duration interval) {
        return state.at()
                .filter(at -> !time.isBefore(at) && time.isBefore(at.plus(interval)))
                .isEmpty();
    }

    /** That the machine is learnt counts as told. */
    void learning(Instant time) {
        state = new State(ConditionText.LEARNING.text(), 0, Optional.of(time), List.of());
    }

    /** Nothing counts as told. */
    void forget() {
        state = State.NOTHING;
    }
}
