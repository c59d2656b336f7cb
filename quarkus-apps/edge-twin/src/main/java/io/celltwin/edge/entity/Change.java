package io.celltwin.edge.entity;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * One step in the life of a thing or policy. The state of an entity is the sum of its changes.
 *
 * @param key whose change it is
 * @param revision the revision that the entity has after it, counted from 1 without a gap
 * @param action what was done
 * @param path where in the entity's JSON it was done; empty for the whole entity
 * @param value what was written or merged there, nothing for a deletion
 * @param timestamp when it was decided, UTC
 * @param metadata all metadata of the entity after it, if it changes any by itself
 */
public record Change(
        EntityKey key,
        long revision,
        ChangeAction action,
        JsonPointer path,
        Optional<JsonValue> value,
        Instant timestamp,
        Optional<JsonObject> metadata) {

    private static final String ACTION = "action";
    private static final String REVISION = "revision";
    private static final String PATH = "path";
    private static final String VALUE = "value";
    private static final String TIMESTAMP = "timestamp";
    private static final String METADATA = "metadata";

    /** A change that leaves the metadata of what stays. */
    public Change(
            EntityKey key,
            long revision,
            ChangeAction action,
            JsonPointer path,
            Optional<JsonValue> value,
            Instant timestamp) {
        this(key, revision, action, path, value, timestamp, Optional.empty());
    }

    /** Whether the entity is gone after it. */
    public boolean deletesEntity() {
        return action == ChangeAction.DELETED && path.isEmpty();
    }

    /** The form on disk. */
    public JsonObject toJson() {
        JsonObjectBuilder json = JsonFactory.newObjectBuilder()
                .set(REVISION, revision)
                .set(ACTION, action.code())
                .set(PATH, path.toString())
                .set(TIMESTAMP, timestamp.toString());
        value.ifPresent(written -> json.set(VALUE, written));
        metadata.ifPresent(after -> json.set(METADATA, after));
        return json.build();
    }

    /**
     * Reads the form on disk.
     *
     * @throws RuntimeException if it is not such a form
     */
    public static Change fromJson(EntityKey key, JsonObject json) {
        return new Change(
                key,
                json.getValue(REVISION).orElseThrow().asLong(),
                ChangeAction.ofCode(json.getValue(ACTION).orElseThrow().asString()),
                JsonPointer.of(json.getValue(PATH).orElseThrow().asString()),
                json.getValue(VALUE),
                Instant.parse(json.getValue(TIMESTAMP).orElseThrow().asString()),
                json.getValue(METADATA).map(JsonValue::asObject));
    }
}
