package io.celltwin.lifecycle.record;

import io.celltwin.lifecycle.canonical.CanonicalJson;
import io.celltwin.lifecycle.merkle.Hash;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hash of a record in the Merkle log: of the canonical JSON of all its fields, as REST answers have them, with the related
 * things sorted.
 */
public final class RecordLeaf {
    private static final Set<String> FIELDS = Set.of("id", "type", "thing", "at", "related", "content");

    private RecordLeaf() {}

    /** The hash of a record as the database keeps it. */
    public static Hash of(LifecycleRecord record) {
        return hash(Map.of(
                "id",
                record.id(),
                "type",
                record.type().wireName(),
                "thing",
                record.thing(),
                "at",
                record.at().toString(),
                "related",
                sorted(record.related()),
                "content",
                record.content()));
    }

    /**
     * The hash of a record as a REST answer has it, read as JSON.
     *
     * @throws IllegalArgumentException if it is no record, with a message for whoever gave it
     */
    public static Hash ofJson(Map<String, Object> record) {
        if (!record.keySet().equals(FIELDS)
                || !(record.get("related") instanceof Collection<?> related)
                || !(record.get("at") instanceof String at)) {
            throw new IllegalArgumentException("This is no record: it must have the fields " + FIELDS + ".");
        }
        try {
            return hash(Map.of(
                    "id",
                    record.get("id"),
                    "type",
                    record.get("type"),
                    "thing",
                    record.get("thing"),
                    "at",
                    Instant.parse(at).toString(),
                    "related",
                    sorted(related),
                    "content",
                    record.get("content")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("The record's time is none: " + at + ".", e);
        }
    }

    private static List<String> sorted(Collection<?> related) {
        return related.stream().map(String::valueOf).sorted().toList();
    }

    private static Hash hash(Map<String, Object> fields) {
        return Hash.ofLeaf(CanonicalJson.bytes(fields));
    }
}
