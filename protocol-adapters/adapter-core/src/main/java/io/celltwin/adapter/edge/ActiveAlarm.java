package io.celltwin.adapter.edge;

import io.celltwin.model.AlarmLimit;
import java.time.Instant;

/**
 * An alarm that holds, or that has held and is to be seen still.
 *
 * @param limit the limit that was crossed
 * @param since when it was crossed
 * @param value the value that crossed it, in the property's unit; a number as {@code Double}
 */
public record ActiveAlarm(AlarmLimit limit, Instant since, Object value) {}
