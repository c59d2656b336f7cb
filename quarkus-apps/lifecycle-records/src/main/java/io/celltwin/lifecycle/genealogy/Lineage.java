package io.celltwin.lifecycle.genealogy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What was reached from some things by following the genealogy in one direction.
 *
 * @param kinds kind of each thing that was reached, those asked for included where a link tells their kind; the nearest first
 * @param links each link that was followed, once
 * @param complete false if there is more than was followed
 */
public record Lineage(Map<String, PartKind> kinds, List<Link> links, boolean complete) {
    /** Copies both. */
    public Lineage {
        kinds = new LinkedHashMap<>(kinds);
        links = List.copyOf(links);
    }

    /** The ids of all things of that kind. */
    public Set<String> of(PartKind kind) {
        return kinds.entrySet().stream()
                .filter(thing -> thing.getValue() == kind)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
