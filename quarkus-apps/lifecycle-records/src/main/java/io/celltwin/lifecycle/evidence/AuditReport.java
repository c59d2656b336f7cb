package io.celltwin.lifecycle.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an audit of the records found.
 *
 * @param at when it began
 * @param size how many records the log had
 * @param heads how many signed heads it was held against
 * @param count how many things are wrong
 * @param findings the first of them
 */
public record AuditReport(Instant at, long size, int heads, long count, List<Finding> findings) {

    /** What is wrong with a record or with the log. */
    public enum Kind {
        /** A record is not as it was written. */
        CHANGED,
        /** A record is gone, and no record of its retention says so. */
        DELETED,
        /** A document is among the records that this app did not write. */
        INSERTED,
        /** The log's own files do not lead to a head that was signed. */
        LOG;

        /** The name in answers. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param kind what
     * @param record id of the record; empty where the log itself is wrong
     * @param position its position in the log, if it has one
     * @param explanation one sentence for people
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Finding(Kind kind, Optional<String> record, Optional<Long> position, String explanation) {}
}
