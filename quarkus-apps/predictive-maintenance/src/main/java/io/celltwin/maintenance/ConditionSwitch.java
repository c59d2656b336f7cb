package io.celltwin.maintenance;

import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonArrayBuilder;
import org.eclipse.ditto.json.JsonObject;

/**
 * Decides when a score is an anomaly: when it was above 1 in n of the last m rows; and when it is over: when it has stayed
 * below {@value #CLEARING} for m rows. Between the two nothing changes, so that a score at its limit does not flutter.
 */
final class ConditionSwitch {

    static final double CLEARING = 0.8;

    private static final String ANOMALOUS = "anomalous";
    private static final String ABOVE = "above";
    private static final String CALM = "calm";

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

    /** Goes on from where another one stands, as its {@link #toJson} says. */
    static ConditionSwitch of(JsonObject json, int high, int rows) {
        ConditionSwitch condition = new ConditionSwitch(
                high, rows, json.getValue(ANOMALOUS).orElseThrow().asBoolean());
        JsonArray seen = json.getValue(ABOVE).orElseThrow().asArray();
        if (seen.getSize() == rows) {
            for (int i = 0; i < rows; i++) {
                condition.above[i] = seen.get(i).orElseThrow().asBoolean();
                condition.count += condition.above[i] ? 1 : 0;
            }
            condition.calm = json.getValue(CALM).orElseThrow().asInt();
        }
        return condition;
    }

    /** Where it stands, the oldest row first. */
    JsonObject toJson() {
        JsonArrayBuilder seen = JsonArray.newBuilder();
        for (int i = 0; i < rows; i++) {
            seen.add(above[(next + i) % rows]);
        }
        return JsonObject.newBuilder()
                .set(ANOMALOUS, anomalous)
                .set(ABOVE, seen.build())
                .set(CALM, calm)
                .build();
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
