package io.celltwin.history.query;

import java.util.List;
import java.util.Optional;

/**
 * The answer about one series.
 *
 * @param entries in the order asked for
 * @param unit of the values, without prefix
 * @param nextCursor to be given for the page behind; empty if this was the last
 */
public record SeriesData(List<DataEntry> entries, Optional<String> unit, Optional<String> nextCursor) {

    /** Keeps a copy. */
    public SeriesData {
        entries = List.copyOf(entries);
    }

    /** Nothing: nothing was recorded, or nothing may be read, which look the same. */
    public static SeriesData none() {
        return new SeriesData(List.of(), Optional.empty(), Optional.empty());
    }
}
