package io.celltwin.maintenance.condition;

import io.celltwin.maintenance.condition.HealthyModel.Indicator;
import java.util.Optional;
import java.util.OptionalDouble;

/** The weighted means of one indicator and its level, which is learnt on. */
final class IndicatorChart {

    /** Standard deviations beyond which a value may be a glitch. */
    private static final double GLITCH = 6;
    /** So many values in a row beyond that are one; more are a fact. */
    private static final int MOST_GLITCHES = 2;
    /** An indicator that does not change for this many samples, and for {@value #STUCK_RUNS} times its longest run, is stuck. */
    private static final int STUCK_SAMPLES = 12;

    private static final int STUCK_RUNS = 5;
    /** Standard deviations beyond which a value says nothing more: who comes back from there is not judged by it for minutes. */
    private static final double FARTHEST = 1000;

    private final Indicator healthy;
    private State state;

    /**
     * Where a chart stands.
     *
     * @param level what the means are compared with
     * @param fast the fast mean
     * @param slow the slow one
     * @param slower the one with which an ambient indicator's slow mean is compared
     * @param peak largest deviation of the fast mean from the level in the excursion that is under way; 0 if there is none
     * @param far values in a row that were far off
     * @param last the last value
     * @param run how many values in a row were equal to it; 0 before the first
     * @param settlingLevel where it stands after a large excursion, until its level is known
     */
    record State(
            double level,
            double fast,
            double slow,
            double slower,
            double peak,
            int far,
            double last,
            int run,
            Optional<SettlingLevel> settlingLevel) {

        State {
            for (double value : new double[] {level, fast, slow, slower, peak, last}) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("where a chart stands makes no sense");
                }
            }
            if (peak < 0 || far < 0 || run < 0) {
                throw new IllegalArgumentException("where a chart stands makes no sense");
            }
        }

        private static State atRest(double level) {
            return new State(level, level, level, level, 0, 0, 0, 0, Optional.empty());
        }

        private State withLevel(double newLevel) {
            return new State(newLevel, fast, slow, slower, peak, far, last, run, settlingLevel);
        }

        private State withPeak(double newPeak) {
            return new State(level, fast, slow, slower, newPeak, far, last, run, settlingLevel);
        }

        private State withSettling(Optional<SettlingLevel> newSettling) {
            return new State(level, fast, slow, slower, peak, far, last, run, newSettling);
        }

        /** The slow mean goes on from the fast one. */
        private State withSlowAtFast() {
            return new State(level, fast, fast, slower, peak, far, last, run, settlingLevel);
        }
    }

    IndicatorChart(Indicator healthy) {
        this(healthy, State.atRest(healthy.level()));
    }

    IndicatorChart(Indicator healthy, State state) {
        this.healthy = healthy;
        this.state = state;
    }

    Indicator healthy() {
        return healthy;
    }

    State state() {
        return state;
    }

    /** Its means begin anew; what was learnt of its level stays. */
    void restart() {
        state = State.atRest(state.level());
    }

    /**
     * Takes the next value.
     *
     * @return whether it can be judged: it is not stuck
     */
    boolean add(double value) {
        boolean first = state.run == 0;
        int run = !first && value == state.last ? state.run + 1 : 1;
        double start = first && healthy.ambient() ? value : state.fast;
        double room = GLITCH * healthy.noise() + 3 * (healthy.ambient() ? 0 : healthy.slow());
        boolean isFar = Math.abs(value - start) > room;
        int far = isFar ? state.far + 1 : 0;
        double farthest = Math.max(room, FARTHEST * healthy.noise());
        double most = isFar && far <= MOST_GLITCHES ? room : farthest;
        double taken = start + Math.max(-most, Math.min(most, value - start));
        double slow = first && healthy.ambient() ? value : state.slow;
        double slower = first && healthy.ambient() ? value : state.slower;
        state = new State(
                state.level,
                start + Charts.FAST * (taken - start),
                slow + Charts.SLOW * (taken - slow),
                slower + Charts.PACE * (taken - slower),
                state.peak,
                far,
                value,
                run,
                state.settlingLevel);
        if (isStuck()) {
            forgetWhereUsual();
            return false;
        }
        settle(taken);
        return true;
    }

    private boolean isStuck() {
        return healthy.longestRun() > 0 && state.run > Math.max(STUCK_SAMPLES, STUCK_RUNS * healthy.longestRun());
    }

    /** A sensor that stands still where the machine usually is tells nothing; what its means made of that is no deviation. */
    private void forgetWhereUsual() {
        if (healthy.ambient()) {
            state = new State(
                    state.level, state.last, state.last, state.last, 0, 0, state.last, state.run, Optional.empty());
        } else if (Math.abs(state.last - state.level) <= GLITCH * healthy.noise()) {
            state = new State(
                    state.level, state.level, state.level, state.level, 0, 0, state.last, state.run, Optional.empty());
        }
    }

    /** Whether it was last found where it does not belong. */
    boolean wasAway(double usual, double partOfPeak, double most) {
        return healthy.ambient() ? part() > 1 : excursion() && !back(usual, partOfPeak, most);
    }

    /** Takes the new level as soon as there is one. */
    private void settle(double value) {
        if (state.settlingLevel.isEmpty()) {
            return;
        }
        SettlingLevel settling = state.settlingLevel.get();
        if (!excused()) {
            state = state.withSettling(Optional.of(settling.begunAnew()));
            return;
        }
        SettlingLevel next = settling.with(value);
        OptionalDouble level = next.level(Learner.ORDINARY * healthy.slow());
        if (level.isEmpty()) {
            state = state.withSettling(Optional.of(next));
        } else {
            double found = level.getAsDouble();
            boolean another = Math.abs(found - state.level) > Learner.ORDINARY * healthy.slow();
            state = state.withLevel(another ? withinBand(found) : state.level)
                    .withSlowAtFast()
                    .withSettling(Optional.empty());
        }
    }

    /** Whether it comes back from a large excursion, and is as near as it may settle. */
    boolean excused() {
        return state.settlingLevel
                .filter(settling -> Math.abs(state.fast - state.level) <= settling.allowance())
                .isPresent();
    }

    /** It was not known. */
    void missed() {
        state = state.withSettling(state.settlingLevel.map(SettlingLevel::begunAnew));
    }

    /** What has not settled by now is judged by the level that it had. */
    void endSettling() {
        state = state.withSettling(Optional.empty());
    }

    /** Deviation of the fast mean in standard deviations. */
    double fastDeviation() {
        return (state.fast - state.level) / healthy.fast();
    }

    /** The squared larger deviation over its squared limit. */
    double part() {
        double deviation = healthy.ambient()
                ? pace() / healthy.slow()
                : Math.max(Math.abs(fastDeviation()), Math.abs(state.slow - state.level) / healthy.slow());
        return deviation * deviation / (healthy.limit() * healthy.limit());
    }

    /** How much further an ambient indicator goes from where it was learnt; one that goes back is no anomaly. */
    private double pace() {
        return Math.max(0, Math.abs(state.slow - state.level) - Math.abs(state.slower - state.level));
    }

    /** Remembers how far it went. */
    void rememberPeak() {
        if (!healthy.ambient()) {
            state = state.withPeak(Math.max(state.peak, Math.abs(state.fast - state.level)));
        }
    }

    boolean excursion() {
        return state.peak > 0;
    }

    /** Whether the fast mean is back: near the level, or at a small part of where it was. */
    boolean back(double usual, double partOfPeak, double most) {
        return healthy.ambient()
                || excused()
                || Math.abs(state.fast - state.level)
                        < Math.max(usual * healthy.fast(), Math.min(most * healthy.noise(), partOfPeak * state.peak));
    }

    /**
     * The excursion is over: the slow mean need not wait until it has forgotten it. Returns whether it was large.
     *
     * @param otherwise whether one that was large may settle at another level
     */
    boolean end(boolean otherwise, double partOfPeak, double most, double large) {
        boolean wasLarge = state.peak > large * healthy.fast();
        if (!healthy.ambient()) {
            double allowance = Math.max(
                    Learner.ORDINARY * healthy.fast(), Math.min(most * healthy.noise(), partOfPeak * state.peak));
            state = state.withSlowAtFast().withPeak(0);
            if (wasLarge && otherwise) {
                state = state.withSettling(Optional.of(SettlingLevel.within(allowance)));
            }
        }
        return wasLarge;
    }

    /** Learns on. */
    void adapt(double part) {
        if (!healthy.ambient() && state.settlingLevel.isEmpty()) {
            state = state.withLevel(withinBand(state.level + part * (state.slow - state.level)));
        }
    }

    private double withinBand(double level) {
        return Math.max(healthy.level() - healthy.band(), Math.min(healthy.level() + healthy.band(), level));
    }
}
