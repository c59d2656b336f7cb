package io.celltwin.history.store;

import io.celltwin.history.point.SeriesKey;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A series of points with the same unit and tags.
 *
 * @param id its number in the store
 * @param key thing and path
 * @param unit unit of its values, without prefix
 * @param tags frozen with its points
 */
public record StoredSeries(int id, SeriesKey key, Optional<String> unit, SortedMap<String, String> tags) {

    /** Keeps a copy of the tags. */
    public StoredSeries {
        tags = new TreeMap<>(tags);
    }
}
