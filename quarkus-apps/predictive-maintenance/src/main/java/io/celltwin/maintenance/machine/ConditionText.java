package io.celltwin.maintenance.machine;

import java.util.Locale;

/** What a twin says of its machine's condition, in one word. */
enum ConditionText {
    /** What is healthy in this regime is not known yet. */
    LEARNING,
    /** The machine has just begun to run, or was set otherwise: its score does not count yet. */
    SETTLING,
    /** Every indicator was judged, and found as it was learnt. */
    HEALTHY,
    /** What could be judged is healthy, but not everything could. */
    PARTIAL,
    /** It runs otherwise than it was learnt. */
    ANOMALOUS,
    /** Nothing could be judged. */
    UNKNOWN;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
