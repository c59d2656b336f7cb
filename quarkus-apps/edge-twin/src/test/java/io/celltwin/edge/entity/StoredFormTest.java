package io.celltwin.edge.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;
import org.junit.jupiter.api.Test;

class StoredFormTest {
    private static final EntityKey KEY = EntityKey.of(ThingId.of("test:thing"));

    @Test
    void whatWasStoredBeforeThereWasMetadataIsReadAsHavingNone() {
        Entity entity = Entity.fromBytes(KEY, bytes("""
                {"revision":3,"created":"2026-01-01T00:00:00Z","modified":"2026-01-02T00:00:00Z","deleted":false,
                 "json":{"thingId":"test:thing"}}"""));
        Change change = Change.fromJson(KEY, JsonObject.of("""
                {"revision":4,"action":"modified","path":"/attributes/a","timestamp":"2026-01-03T00:00:00Z","value":1}"""));

        assertThat(entity.metadata()).isEmpty();
        assertThat(change.metadata()).isEmpty();
        assertThat(Entity.after(Optional.of(entity), change).metadata()).isEmpty();
    }

    @Test
    void metadataIsStoredWithTheEntityAndTheChange() {
        JsonObject metadata = JsonObject.of("{\"attributes\":{\"a\":{\"by\":\"anna\"}}}");
        Change change = new Change(
                KEY,
                1,
                ChangeAction.CREATED,
                JsonPointer.empty(),
                Optional.of(JsonObject.of("{\"attributes\":{\"a\":1}}")),
                Instant.EPOCH,
                Optional.of(metadata));
        Entity entity = Entity.after(Optional.empty(), change);

        assertThat(Change.fromJson(KEY, change.toJson())).isEqualTo(change);
        assertThat(Entity.fromBytes(KEY, entity.toBytes())).isEqualTo(entity);
        assertThat(entity.metadata()).isEqualTo(metadata);
    }

    @Test
    void metadataGoesWithThePartThatAMergeRemoves() {
        Entity entity = new Entity(
                KEY,
                JsonObject.of("{\"attributes\":{\"a\":1,\"b\":2}}"),
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                false,
                JsonObject.of("{\"attributes\":{\"a\":{\"by\":1},\"b\":{\"by\":2},\"by\":3}}"));
        Change change = new Change(
                KEY,
                2,
                ChangeAction.MERGED,
                JsonPointer.of("/attributes"),
                Optional.of(JsonValue.of(JsonObject.of("{\"a\":null}"))),
                Instant.EPOCH);

        assertThat(Entity.after(Optional.of(entity), change).metadata())
                .isEqualTo(JsonObject.of("{\"attributes\":{\"b\":{\"by\":2},\"by\":3}}"));
    }

    private static byte[] bytes(String json) {
        return JsonObject.of(json).toString().getBytes(StandardCharsets.UTF_8);
    }
}
