package io.celltwin.history.point;

import java.util.Objects;

/**
 * The values of one property of one thing.
 *
 * @param thingId id of the thing, {@code <namespace>:<name>}
 * @param path JSON pointer in the thing, for example {@code /features/bms/properties/packVoltage}
 */
public record SeriesKey(String thingId, String path) {

    /** Rejects missing parts. */
    public SeriesKey {
        Objects.requireNonNull(thingId, "thingId");
        Objects.requireNonNull(path, "path");
    }

    /** The namespace of the thing. */
    public String namespace() {
        return thingId.substring(0, Math.max(0, thingId.indexOf(':')));
    }
}
