package io.celltwin.maintenance.alarm;

/**
 * Decides when a score is an anomaly, by evidence: what scores are above 1 adds up, at most {@value #MOST_AT_ONCE} at once, and
 * what they are below 1 is taken away. So a large deviation counts within some ten samples, one just above the limit after
 * minutes, and one that comes and goes not at all. It is over when the score has stayed below {@value #CLEARING} for some
 * samples. Between the two nothing changes, so that a score at its limit does not flutter.
 */
public final class ConditionSwitch {

    static final double CLEARING = 0.8;
    static final double MOST_AT_ONCE = 10;

    private final double enough;
    private final int calmSamples;
    private double evidence;
    private int calm;
    private volatile boolean anomalous;

    /**
     * Where it stands.
     *
     * @param anomalous whether the machine is anomalous
     * @param evidence that has added up
     * @param calm how many scores in a row were below the limit of calm
     */
    public record State(boolean anomalous, double evidence, int calm) {

        /** Rejects what cannot be. */
        public State {
            if (!(evidence >= 0 && Double.isFinite(evidence)) || calm < 0) {
                throw new IllegalArgumentException("where the decision stands makes no sense");
            }
        }
    }

    /**
     * @param enough evidence that is enough
     * @param calmSamples how many calm scores in a row end an anomaly
     * @param state where it stands
     */
    public ConditionSwitch(double enough, int calmSamples, State state) {
        if (!(enough > 0) || calmSamples < 1) {
            throw new IllegalArgumentException("an anomaly takes some evidence and ends after some calm samples, not "
                    + enough + " and " + calmSamples);
        }
        this.enough = enough;
        this.calmSamples = calmSamples;
        this.anomalous = state.anomalous();
        this.evidence = state.evidence();
        this.calm = state.calm();
    }

    /** Where it stands. */
    public State state() {
        return new State(anomalous, evidence, calm);
    }

    /**
     * Takes the next score.
     *
     * @param score the machine's
     * @param patience how many times as long as usual it must be calm: more than 1 for an alarm that chatters
     * @return whether the machine is anomalous now
     */
    public boolean next(double score, int patience) {
        evidence = Math.max(0, Math.min(enough, evidence + Math.min(score, MOST_AT_ONCE) - 1));
        calm = score < CLEARING ? calm + 1 : 0;
        if (!anomalous && evidence >= enough) {
            anomalous = true;
        } else if (anomalous && calm >= calmSamples * patience) {
            anomalous = false;
            evidence = 0;
        }
        return anomalous;
    }

    /** What was counted is forgotten: a person says that it is over. */
    public void reset() {
        anomalous = false;
        evidence = 0;
        calm = 0;
    }

    /** Whether the machine is anomalous. */
    public boolean anomalous() {
        return anomalous;
    }
}
