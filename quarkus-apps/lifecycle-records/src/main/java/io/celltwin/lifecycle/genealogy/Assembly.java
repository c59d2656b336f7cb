package io.celltwin.lifecycle.genealogy;

import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A thing was made of others. More of them may go into it later.
 *
 * @param thing id of the whole
 * @param kind what it is
 * @param at when
 * @param by who says so
 * @param parts ids of what went into it
 */
public record Assembly(String thing, PartKind kind, Instant at, String by, SortedSet<String> parts) {
    /** Copies the set. */
    public Assembly {
        parts = new TreeSet<>(parts);
    }
}
