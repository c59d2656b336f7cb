package io.celltwin.edge.thing;

import io.celltwin.edge.entity.Entity;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.metadata.MetadataHeader;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.signals.commands.exceptions.MetadataHeadersConflictException;
import org.eclipse.ditto.things.model.signals.commands.exceptions.MetadataNotModifiableException;

/**
 * The metadata of a thing: an object of the thing's shape with something about each part, written by {@code put-metadata}
 * with the part, removed by {@code delete-metadata} or with the part, told by {@code get-metadata}.
 */
final class ThingMetadata {
    private static final String PUT = "put-metadata";
    private static final String GET = "get-metadata";
    private static final String DELETE = "delete-metadata";

    private ThingMetadata() {}

    /** @throws MetadataHeadersConflictException if more than one of the headers is there */
    static void check(DittoHeaders headers) {
        long given =
                Set.of(PUT, GET, DELETE).stream().filter(headers::containsKey).count();
        if (given > 1) {
            throw MetadataHeadersConflictException.newBuilder()
                    .dittoHeaders(headers)
                    .build();
        }
    }

    /**
     * The metadata of a thing that is created.
     *
     * @param inline what the thing itself says of it
     * @throws MetadataNotModifiableException if a header says something, too
     */
    static Optional<JsonObject> ofCreated(JsonObject thing, Optional<JsonObject> inline, DittoHeaders headers) {
        check(headers);
        if (inline.isPresent()) {
            if (headers.containsKey(PUT)) {
                throw MetadataNotModifiableException.newBuilder()
                        .dittoHeaders(headers)
                        .build();
            }
            return inline;
        }
        return headers.containsKey(PUT)
                ? Optional.of(put(JsonObject.empty(), JsonPointer.empty(), thing, headers))
                : Optional.empty();
    }

    /** The metadata of a thing after a part of it was written; empty if that changes nothing of it. */
    static Optional<JsonObject> afterWrite(Entity thing, JsonPointer path, JsonValue written, DittoHeaders headers) {
        check(headers);
        if (headers.containsKey(PUT)) {
            return Optional.of(put(thing.metadata(), path, written, headers));
        }
        return headers.containsKey(DELETE) ? Optional.of(delete(thing, path, written, headers)) : Optional.empty();
    }

    private static JsonObject put(JsonObject metadata, JsonPointer path, JsonValue written, DittoHeaders headers) {
        JsonObject after = metadata;
        for (MetadataHeader header : headers.getMetadataHeadersToPut()) {
            for (JsonPointer key :
                    MetadataKeys.expand(path, written, header.getKey().getPath(), PUT)) {
                after = after.setValue(key, header.getValue());
            }
        }
        return after;
    }

    private static JsonObject delete(Entity thing, JsonPointer path, JsonValue written, DittoHeaders headers) {
        JsonObject after = thing.metadata();
        for (JsonPointer field : headers.getMetadataFieldsToDelete()) {
            for (JsonPointer key : MetadataKeys.expand(path, written, field, DELETE)) {
                after = after.remove(key);
            }
        }
        return after;
    }

    /**
     * What {@code get-metadata} asks for; empty if the header is not there.
     *
     * @param metadata what the asker may see of it
     */
    static Optional<JsonObject> asked(JsonObject metadata, JsonPointer path, JsonValue value, DittoHeaders headers) {
        check(headers);
        if (!headers.containsKey(GET)) {
            return Optional.empty();
        }
        JsonObjectBuilder asked = JsonObject.newBuilder();
        for (JsonPointer field : headers.getMetadataFieldsToGet()) {
            for (JsonPointer key : MetadataKeys.expand(path, value, field, GET)) {
                metadata.getValue(key)
                        .ifPresent(found -> asked.set(
                                key.getSubPointer(path.getLevelCount()).orElse(key), found));
            }
        }
        return Optional.of(asked.build());
    }
}
