package io.celltwin.maintenance.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a machine is itself again after it stood still, was not seen or was set otherwise. For as long as it stood, but at most
 * {@value #LONGEST_MINUTES} minutes, scores are shown but do not count: a cold machine is not a sick one. It is over early when
 * the scores are calm. Pauses of less than {@value #SHORT_SECONDS} s, as between two batches, change nothing.
 */
final class RunningPhase {

    private static final int SHORT_SECONDS = 60;
    private static final int LONGEST_MINUTES = 15;
    private static final int CALM_SAMPLES = 30;

    private Optional<Instant> lastSample;
    private Optional<Instant> settledAt;
    private int calm;

    /**
     * Where it stands.
     *
     * @param settling whether scores do not count
     * @param lastSample when the machine last ran
     * @param settledAt when they count again
     * @param calm how many scores in a row were small
     */
    record State(boolean settling, Optional<Instant> lastSample, Optional<Instant> settledAt, int calm) {

        State {
            if (settling != settledAt.isPresent() || calm < 0) {
                throw new IllegalArgumentException("the phase of the machine makes no sense");
            }
        }

        static final State NEW = new State(false, Optional.empty(), Optional.empty(), 0);
    }

    RunningPhase(State state) {
        this.lastSample = state.lastSample();
        this.settledAt = state.settledAt();
        this.calm = state.calm();
    }

    State state() {
        return new State(settling(), lastSample, settledAt, calm);
    }

    boolean settling() {
        return settledAt.isPresent();
    }

    /**
     * The machine runs at this time.
     *
     * @param otherwise whether it is set otherwise than before
     * @return whether it begins anew: its means must not go on from before
     */
    boolean runs(Instant time, boolean otherwise) {
        Duration pause = lastSample.map(last -> Duration.between(last, time)).orElse(Duration.ZERO);
        lastSample = Optional.of(time);
        boolean anew = otherwise || pause.toSeconds() >= SHORT_SECONDS;
        if (anew) {
            Duration longest = Duration.ofMinutes(LONGEST_MINUTES);
            settledAt = Optional.of(time.plus(otherwise || pause.compareTo(longest) > 0 ? longest : pause));
            calm = 0;
        }
        return anew;
    }

    /** Takes a score; returns whether it counts. */
    boolean counts(double score, Instant time) {
        if (settledAt.isEmpty()) {
            return true;
        }
        calm = score < 1 ? calm + 1 : 0;
        // A device clock that jumped back must not keep it settling.
        boolean over = !time.isBefore(settledAt.get())
                || time.isBefore(settledAt.get().minus(Duration.ofMinutes(LONGEST_MINUTES)));
        if (calm >= CALM_SAMPLES || over) {
            settledAt = Optional.empty();
            return true;
        }
        return false;
    }
}
