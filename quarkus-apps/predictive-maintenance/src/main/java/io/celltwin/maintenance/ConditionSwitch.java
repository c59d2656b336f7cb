package io.celltwin.maintenance;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides when a score is an anomaly: when it was above 1 in n of the last m rows; and when it is over: when it has stayed
 * below {@value #CLEARING} for m rows. Between the two nothing changes, so that a score at its limit does not flutter.
 */
final class ConditionSwitch {

    static final double CLEARING = 0.8;

    private final int rows;
    private final int high;
    private final boolean[] above;
    private int next;
    private int count;
    private int calm;
    private volatile boolean anomalous;

    /**
     * @param high n: rows above 1
     * @param rows m: among how many
     * @param anomalous how it stands at the start
     */
    ConditionSwitch(int high, int rows, boolean anomalous) {
        if (high < 1 || rows < high) {
            throw new IllegalArgumentException(
                    "an anomaly takes " + high + " of " + rows + " rows, which is impossible");
        }
        this.high = high;
        this.rows = rows;
        this.above = new boolean[rows];
        this.anomalous = anomalous;
    }

    /** Goes on from where another one stands; what it counted in another number of rows is left. */
    static ConditionSwitch of(MonitorState.Condition state, int high, int rows) {
        ConditionSwitch condition = new ConditionSwitch(high, rows, state.anomalous());
        if (state.above().size() == rows) {
            for (int i = 0; i < rows; i++) {
                condition.above[i] = state.above().get(i);
                condition.count += condition.above[i] ? 1 : 0;
            }
            condition.calm = state.calm();
        }
        return condition;
    }

    /** Where it stands. */
    MonitorState.Condition state() {
        List<Boolean> seen = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            seen.add(above[(next + i) % rows]);
        }
        return new MonitorState.Condition(anomalous, seen, calm);
    }

    /**
     * Takes the next score.
     *
     * @return whether the machine is anomalous now
     */
    boolean next(double score) {
        boolean isAbove = score > 1;
        count += (isAbove ? 1 : 0) - (above[next] ? 1 : 0);
        above[next] = isAbove;
        next = (next + 1) % rows;
        calm = score < CLEARING ? calm + 1 : 0;
        if (!anomalous && count >= high) {
            anomalous = true;
        } else if (anomalous && calm >= rows) {
            anomalous = false;
        }
        return anomalous;
    }

    boolean anomalous() {
        return anomalous;
    }
}
