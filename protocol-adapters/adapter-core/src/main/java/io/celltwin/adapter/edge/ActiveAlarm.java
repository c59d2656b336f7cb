package io.celltwin.adapter.edge;

import io.celltwin.model.AlarmLimit;
import java.time.Instant;

/**
 * An alarm that holds.
 *
 * @param limit the limit that was crossed
 * @param since when it was crossed
 * @param value the value that crossed it, in the property's unit
 */
public record ActiveAlarm(AlarmLimit limit, Instant since, double value) {}
