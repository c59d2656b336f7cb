package io.celltwin.adapter.edge;

import java.util.Optional;

/**
 * An alarm that was raised or cleared.
 *
 * @param id the alarm's name in the twin
 * @param active the alarm if it is active; empty if it is not
 */
public record AlarmChange(String id, Optional<ActiveAlarm> active) {}
