package io.celltwin.edge.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.EntityKind;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.ditto.json.JsonObject;
import org.junit.jupiter.api.Test;

class CommittedStateTest {

    private static final EntityKey COATER = new EntityKey(EntityKind.THING, "demo:coater-1");

    private final CommittedState state = new CommittedState();

    @Test
    void whatAThingWasBeforeIsHeldByNobody() {
        state.put(coater(1));
        WeakReference<Entity> former = new WeakReference<>(state.find(COATER).orElseThrow());

        state.put(coater(2));

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return former.get() == null;
        });
        assertThat(state.find(COATER)).map(Entity::revision).contains(2L);
    }

    @Test
    void thingsThatWereNotChangedForLongAreStillTheSame() {
        state.put(coater(1));
        for (int i = 0; i < 5_000; i++) {
            state.put(thing(new EntityKey(EntityKind.THING, "demo:pack-" + i), 1));
        }

        assertThat(state.find(COATER)).contains(coater(1));
        assertThat(state.things()).hasSize(5_001);
    }

    private static Entity coater(long revision) {
        return thing(COATER, revision);
    }

    private static Entity thing(EntityKey key, long revision) {
        JsonObject json = JsonObject.newBuilder()
                .set("thingId", key.id())
                .set("revision", revision)
                .build();
        return new Entity(key, json, revision, Instant.EPOCH, Instant.EPOCH.plusSeconds(revision), false);
    }
}
