package io.celltwin.lifecycle.evidence;

import io.celltwin.lifecycle.merkle.Hash;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.StoredRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a record of type {@code retention} names the records that were taken away. */
final class Removals {
    static final String FIELD = "removed";

    private Removals() {}

    static List<Map<String, Object>> content(List<Removal> removals) {
        List<Map<String, Object>> content = new ArrayList<>();
        for (Removal removal : removals) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("position", removal.position());
            entry.put("record", removal.record());
            entry.put("leaf", removal.leaf().hex());
            content.add(entry);
        }
        return content;
    }

    /** Those that a record names; none if this app did not write it as it is. */
    static List<Removal> in(StoredRecord stored) {
        if (stored.record().isEmpty() || !stored.written().equals(stored.leaf())) {
            return List.of();
        }
        LifecycleRecord record = stored.record().get();
        List<Removal> removals = new ArrayList<>();
        if (record.content().get(FIELD) instanceof Collection<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> fields
                        && fields.get("position") instanceof Number position
                        && fields.get("record") instanceof String name
                        && fields.get("leaf") instanceof String leaf) {
                    removals.add(new Removal(position.longValue(), name, Hash.ofHex(leaf)));
                }
            }
        }
        return removals;
    }
}
