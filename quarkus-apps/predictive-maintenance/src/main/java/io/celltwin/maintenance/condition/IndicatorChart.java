package io.celltwin.maintenance.condition;

import io.celltwin.maintenance.condition.HealthyModel.Indicator;

/** The weighted means of one indicator and its level, which is learnt on. */
final class IndicatorChart {

    /** Standard deviations beyond which a value may be a glitch. */
    private static final double GLITCH = 6;
    /** So many values in a row beyond that are one; more are a fact. */
    private static final int MOST_GLITCHES = 2;
    /** An indicator that does not change for this many samples, and for {@value #STUCK_RUNS} times its longest run, is stuck. */
    private static final int STUCK_SAMPLES = 60;

    private static final int STUCK_RUNS = 5;
    /** Less than so many standard deviations of the fast mean is chance and no other level. */
    private static final double OTHERWISE = 3;

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
     */
    record State(double level, double fast, double slow, double slower, double peak, int far, double last, int run) {

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
    }

    IndicatorChart(Indicator healthy) {
        this(healthy, atRest(healthy.level()));
    }

    IndicatorChart(Indicator healthy, State state) {
        this.healthy = healthy;
        this.state = state;
    }

    private static State atRest(double level) {
        return new State(level, level, level, level, 0, 0, 0, 0);
    }

    Indicator healthy() {
        return healthy;
    }

    State state() {
        return state;
    }

    /** Its means begin anew; what was learnt of its level stays. */
    void restart() {
        state = atRest(state.level());
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
        double taken = isFar && far <= MOST_GLITCHES ? start + Math.copySign(room, value - start) : value;
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
                run);
        return healthy.longestRun() == 0 || run <= Math.max(STUCK_SAMPLES, STUCK_RUNS * healthy.longestRun());
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
            peak(Math.max(state.peak, Math.abs(state.fast - state.level)));
        }
    }

    boolean excursion() {
        return state.peak > 0;
    }

    /** Whether the fast mean is back: near the level, or at a small part of where it was. */
    boolean back(double usual, double partOfPeak, double most) {
        return healthy.ambient()
                || Math.abs(state.fast - state.level)
                        < Math.max(usual * healthy.fast(), Math.min(most * healthy.noise(), partOfPeak * state.peak));
    }

    /** The excursion is over: the slow mean need not wait until it has forgotten it. Returns whether it was large. */
    boolean end(boolean newLevel, double large) {
        boolean wasLarge = state.peak > large * healthy.fast();
        if (!healthy.ambient()) {
            boolean mended = newLevel && wasLarge && Math.abs(state.fast - state.level) > OTHERWISE * healthy.fast();
            state = new State(
                    mended ? withinBand(state.fast) : state.level,
                    state.fast,
                    state.fast,
                    state.slower,
                    0,
                    state.far,
                    state.last,
                    state.run);
        }
        return wasLarge;
    }

    /** Learns on. */
    void adapt(double part) {
        if (!healthy.ambient()) {
            state = new State(
                    withinBand(state.level + part * (state.slow - state.level)),
                    state.fast,
                    state.slow,
                    state.slower,
                    state.peak,
                    state.far,
                    state.last,
                    state.run);
        }
    }

    private void peak(double peak) {
        state = new State(state.level, state.fast, state.slow, state.slower, peak, state.far, state.last, state.run);
    }

    private double withinBand(double level) {
        return Math.max(healthy.level() - healthy.band(), Math.min(healthy.level() + healthy.band(), level));
    }
}
