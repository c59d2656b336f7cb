package io.celltwin.edge.entity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * A thing or policy as it is at one revision. It stays known when it is deleted, so that its revisions go on counting
 * if it is created again.
 *
 * @param key which one
 * @param content its JSON as Ditto's API shows it, without the fields that start with an underscore; empty when deleted
 * @param revision how many changes made it
 * @param created when it was created (the last time), UTC
 * @param modified when it was changed last, UTC
 * @param deleted whether it is gone
 * @param metadata something about each part of the JSON, in an object of its shape
 */
public record Entity(
        EntityKey key,
        EntityJson content,
        long revision,
        Instant created,
        Instant modified,
        boolean deleted,
        JsonObject metadata) {

    private static final char LINE_BREAK = '\n';
    private static final String JSON = "json";
    private static final String REVISION = "revision";
    private static final String CREATED = "created";
    private static final String MODIFIED = "modified";
    private static final String DELETED = "deleted";
    private static final String METADATA = "metadata";

    /** An entity without metadata. */
    public Entity(EntityKey key, JsonObject json, long revision, Instant created, Instant modified, boolean deleted) {
        this(key, json, revision, created, modified, deleted, JsonObject.empty());
    }

    /** An entity of that JSON. */
    public Entity(
            EntityKey key,
            JsonObject json,
            long revision,
            Instant created,
            Instant modified,
            boolean deleted,
            JsonObject metadata) {
        this(key, EntityJson.of(json), revision, created, modified, deleted, metadata);
    }

    /** Its JSON. */
    public JsonObject json() {
        return content.get();
    }

    /** Its JSON, of which only what is asked for is read. */
    public JsonPart part() {
        return content.part();
    }

    /** Lets go of the objects of its JSON. */
    public void compact() {
        content.compact();
    }

    /**
     * What becomes of an entity by a change.
     *
     * @param before the entity before it, nothing if there never was one
     */
    public static Entity after(Optional<Entity> before, Change change) {
        boolean starts = before.map(Entity::deleted).orElse(true);
        Instant created = starts ? change.timestamp() : before.get().created();
        JsonObject json = starts ? JsonObject.empty() : before.get().json();
        JsonObject after = applied(json, change);
        JsonObject metadata = change.metadata()
                .orElseGet(() -> starts ? JsonObject.empty() : before.get().metadata());
        return new Entity(
                change.key(),
                after,
                change.revision(),
                created,
                change.timestamp(),
                change.deletesEntity(),
                change.deletesEntity() || metadata.isEmpty() ? JsonObject.empty() : ofWhatStays(metadata, json, after));
    }

    /** The metadata of a part goes with the part. */
    private static JsonObject ofWhatStays(JsonObject metadata, JsonObject before, JsonObject after) {
        JsonObject left = metadata;
        for (JsonField field : before) {
            JsonPointer key = JsonPointer.empty().addLeaf(field.getKey());
            Optional<JsonValue> about = left.getValue(key);
            Optional<JsonValue> now = after.getValue(key);
            if (about.isEmpty()) {
                continue;
            }
            if (now.isEmpty()) {
                left = left.remove(key);
            } else if (isProperObject(about.get()) && isProperObject(field.getValue())) {
                JsonObject inside = isProperObject(now.get()) ? now.get().asObject() : JsonObject.empty();
                left = left.setValue(
                        key,
                        ofWhatStays(about.get().asObject(), field.getValue().asObject(), inside));
            }
        }
        return left;
    }

    private static boolean isProperObject(JsonValue value) {
        return value.isObject() && !value.isNull();
    }

    private static JsonObject applied(JsonObject json, Change change) {
        JsonPointer path = change.path();
        return switch (change.action()) {
            case CREATED, MODIFIED ->
                path.isEmpty()
                        ? change.value().orElseThrow().asObject()
                        : json.setValue(path, change.value().orElseThrow());
            case MERGED, MIGRATED -> MergePatch.apply(json, path, change.value().orElseThrow());
            case DELETED -> path.isEmpty() ? JsonObject.empty() : json.remove(path);
        };
    }

    /** The entity, unless it is deleted. */
    public Optional<Entity> ifAlive() {
        return deleted ? Optional.empty() : Optional.of(this);
    }

    /** Whether a name stands anywhere in its JSON; told without reading that. */
    public boolean mentions(String name) {
        return content.contains(('"' + name + '"').getBytes(StandardCharsets.UTF_8));
    }

    /** The value at a path of its JSON; the whole for an empty path. */
    public Optional<JsonValue> at(JsonPointer path) {
        return path.isEmpty() ? Optional.of(json()) : json().getValue(path);
    }

    /** The form on disk: what there is to say besides the JSON, a line break, which JSON text has none of, the JSON. */
    public byte[] toBytes() {
        JsonObjectBuilder about = JsonFactory.newObjectBuilder()
                .set(REVISION, revision)
                .set(CREATED, created.toString())
                .set(MODIFIED, modified.toString())
                .set(DELETED, deleted);
        if (!metadata.isEmpty()) {
            about.set(METADATA, metadata);
        }
        byte[] head = about.build().toString().getBytes(StandardCharsets.UTF_8);
        byte[] text = content.text();
        return ByteBuffer.allocate(head.length + 1 + text.length)
                .put(head)
                .put((byte) LINE_BREAK)
                .put(text)
                .array();
    }

    /**
     * Reads the form on disk, and that of the former format, one JSON with the entity's in it.
     *
     * @throws RuntimeException if it is not such a form
     */
    public static Entity fromBytes(EntityKey key, byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != LINE_BREAK) {
            end++;
        }
        JsonObject head = JsonObject.of(new String(bytes, 0, end, StandardCharsets.UTF_8));
        EntityJson content = end < bytes.length
                ? EntityJson.ofText(Arrays.copyOfRange(bytes, end + 1, bytes.length))
                : EntityJson.of(head.getValue(JSON).orElseThrow().asObject());
        return new Entity(
                key,
                content,
                head.getValue(REVISION).orElseThrow().asLong(),
                Instant.parse(head.getValue(CREATED).orElseThrow().asString()),
                Instant.parse(head.getValue(MODIFIED).orElseThrow().asString()),
                head.getValue(DELETED).orElseThrow().asBoolean(),
                head.getValue(METADATA).map(JsonValue::asObject).orElseGet(JsonObject::empty));
    }
}
