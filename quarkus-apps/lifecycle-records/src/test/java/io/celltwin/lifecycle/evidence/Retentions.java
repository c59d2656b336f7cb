package io.celltwin.lifecycle.evidence;

import io.celltwin.lifecycle.alarm.PastAlarms;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.TakenAway;
import java.util.Map;

/** Retention of records without a container. */
public final class Retentions {

    private Retentions() {}

    /** One by which all is kept. */
    public static RetentionByType none(RecordStore records, RecordLog log) {
        TakenAway takenAway = new TakenAway(records);
        return new RetentionByType(
                new RetentionRules(Map.of()),
                records,
                new PastAlarms(records),
                new RecordRetention(records, log, takenAway),
                takenAway);
    }
}
