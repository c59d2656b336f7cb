package io.celltwin.edge.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.things.model.ThingId;
import org.junit.jupiter.api.Test;

class EntityTest {
    private static final EntityKey KEY = EntityKey.of(ThingId.of("test:thing"));
    private static final JsonObject JSON = JsonObject.of("{\"attributes\":{\"text\":\"a\\nb é \\u0000\",\"n\":1.5}}");

    @Test
    void whatIsOnDiskIsReadAsItWas() {
        Entity entity = new Entity(KEY, JSON, 7, Instant.EPOCH, Instant.ofEpochSecond(9), false);

        Entity read = Entity.fromBytes(KEY, entity.toBytes());

        assertThat(read).isEqualTo(entity).hasSameHashCodeAs(entity);
        assertThat(read.json()).isEqualTo(JSON);
        assertThat(read.toBytes()).isEqualTo(entity.toBytes());
    }

    @Test
    void anEntityThatLetsGoOfItsObjectsStaysWhatItIs() {
        Entity entity = new Entity(KEY, JSON, 7, Instant.EPOCH, Instant.EPOCH, false);

        entity.compact();
        entity.compact();

        assertThat(entity).isEqualTo(new Entity(KEY, JSON, 7, Instant.EPOCH, Instant.EPOCH, false));
    }

    @Test
    void theFormOfTheFormerVersionIsRead() {
        byte[] former = "{\"revision\":7,\"created\":\"%s\",\"modified\":\"%s\",\"deleted\":false,\"json\":{\"a\":1}}"
                .formatted(Instant.EPOCH, Instant.EPOCH)
                .getBytes(StandardCharsets.UTF_8);

        assertThat(Entity.fromBytes(KEY, former))
                .isEqualTo(new Entity(KEY, JsonObject.of("{\"a\":1}"), 7, Instant.EPOCH, Instant.EPOCH, false));
    }
}
