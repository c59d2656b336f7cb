package io.celltwin.history.query;

import io.celltwin.history.error.InvalidQueryException;
import java.util.Locale;
import java.util.stream.Stream;

/** What stands in a bucket without values: the parameter {@code fill}. */
public enum FillStrategy {
    NULL,
    /** The value of the bucket before, unless a gap lies between. */
    PREVIOUS,
    ZERO,
    /** On the line between the buckets before and behind, unless they are no numbers or a gap lies between. */
    LINEAR;

    static FillStrategy of(String text) {
        return Stream.of(values())
                .filter(strategy -> strategy.id().equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidQueryException(
                        "'fill' must be one of null, previous, zero, linear, not '" + Shortened.of(text) + "'."));
    }

    /** As it is written in a query. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
