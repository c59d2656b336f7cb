package io.celltwin.lifecycle.genealogy;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Links as they are after all that was built in and taken out, told in any order. */
final class LinkTimes {
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Map<String, Instant> builtAt = new HashMap<>();
    private final Map<String, Instant> removedAt = new HashMap<>();

    /** The newest assembly of a part and a whole tells of their link. */
    void built(Link link, Instant at) {
        Instant known = builtAt.get(link.key());
        if (known == null || known.isBefore(at)) {
            builtAt.put(link.key(), at);
            links.put(link.key(), link);
        }
    }

    void removed(String key, Instant at) {
        removedAt.merge(key, at, (one, other) -> one.isAfter(other) ? one : other);
    }

    List<Link> links() {
        return links.entrySet().stream()
                .map(link -> {
                    Instant removed = removedAt.get(link.getKey());
                    boolean gone = removed != null && !removed.isBefore(builtAt.get(link.getKey()));
                    return gone ? link.getValue().removedAt(removed) : link.getValue();
                })
                .toList();
    }
}
