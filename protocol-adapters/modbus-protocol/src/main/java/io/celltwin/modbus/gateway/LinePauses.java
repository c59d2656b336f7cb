package io.celltwin.modbus.gateway;

import java.time.Duration;

/**
 * How much time a device needs between what is asked of its line. Where devices share a line, the longest of each counts.
 *
 * @param afterConnect from the connection to the first request: some take it and then lose what comes at once
 * @param betweenRequests from the end of an answer, or of the wait for it, to the next request
 */
public record LinePauses(Duration afterConnect, Duration betweenRequests) {

    /** No pause. */
    public static final LinePauses NONE = new LinePauses(Duration.ZERO, Duration.ZERO);

    LinePauses longest(LinePauses other) {
        return new LinePauses(longer(afterConnect, other.afterConnect), longer(betweenRequests, other.betweenRequests));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
