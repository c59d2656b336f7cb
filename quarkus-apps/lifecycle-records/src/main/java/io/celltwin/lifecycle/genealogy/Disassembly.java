package io.celltwin.lifecycle.genealogy;

import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Parts were taken out of a thing, for rework or for good.
 *
 * @param thing id of the whole
 * @param at when
 * @param by who says so
 * @param reason why
 * @param parts ids of what was taken out
 */
public record Disassembly(String thing, Instant at, String by, String reason, SortedSet<String> parts) {
    /** Copies the set. */
    public Disassembly {
        parts = new TreeSet<>(parts);
    }
}
