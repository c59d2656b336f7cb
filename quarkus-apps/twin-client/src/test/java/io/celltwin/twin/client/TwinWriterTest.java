package io.celltwin.twin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.twin.error.TwinException;
import io.celltwin.twin.subscription.Subscription;
import io.celltwin.twin.subscription.TwinListener;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.exceptions.ThingNotModifiableException;
import org.junit.jupiter.api.Test;

class TwinWriterTest {

    private static final String THING = "demo:pack-1";

    private final HeldMerges merges = new HeldMerges();
    private final TwinWriter writer = new TwinWriter(merges);

    @Test
    void gathersWhatIsWrittenWhileAMergeIsUnderWay() {
        writer.write(THING, JsonObject.of("{\"a\":1}"));
        writer.write(THING, JsonObject.of("{\"a\":{\"y\":2},\"b\":0}"));
        writer.write(THING, JsonObject.of("{\"a\":{\"y\":3,\"z\":null}}"));
        assertThat(merges.asked).hasSize(1);

        merges.asked.get(0).answer.complete(null);

        assertThat(merges.asked).hasSize(2);
        assertThat(merges.asked.get(1).patch).isEqualTo(JsonObject.of("{\"a\":{\"y\":3,\"z\":null},\"b\":0}"));
    }

    @Test
    void sendsAgainWhatFailedTogetherWithWhatIsNewer() {
        writer.write(THING, JsonObject.of("{\"old\":1,\"both\":1}"));
        writer.write(THING, JsonObject.of("{\"new\":2,\"both\":2}"));

        merges.asked.get(0).answer.completeExceptionally(new TwinException("not connected"));

        await().until(() -> merges.asked.size() == 2);
        assertThat(merges.asked.get(1).patch).isEqualTo(JsonObject.of("{\"old\":1,\"both\":2,\"new\":2}"));
    }

    @Test
    void dropsWhatIsRefusedForGoodButNotWhatCameAfter() {
        writer.write(THING, JsonObject.of("{\"refused\":1}"));
        writer.write(THING, JsonObject.of("{\"next\":2}"));

        merges.asked
                .get(0)
                .answer
                .completeExceptionally(new TwinException(
                        "refused",
                        ThingNotModifiableException.newBuilder(ThingId.of(THING))
                                .build()));

        await().until(() -> merges.asked.size() == 2);
        assertThat(merges.asked.get(1).patch).isEqualTo(JsonObject.of("{\"next\":2}"));
    }

    @Test
    void mergesAtThePropertiesThatHoldTheWholePatch() {
        writer.write(THING, JsonObject.of("{\"features\":{\"health\":{\"properties\":{\"stateOfHealth\":91}}}}"));

        assertThat(merges.asked.get(0).path.toString()).isEqualTo("/features/health/properties");
        assertThat(merges.asked.get(0).patch).isEqualTo(JsonObject.of("{\"stateOfHealth\":91}"));
    }

    @Test
    void mergesAboveWhatIsRemoved() {
        writer.write(THING, JsonObject.of("{\"features\":{\"health\":{\"properties\":null}}}"));

        assertThat(merges.asked.get(0).path.toString()).isEqualTo("/features/health");
        assertThat(merges.asked.get(0).patch).isEqualTo(JsonObject.of("{\"properties\":null}"));
    }

    @Test
    void aSlowThingDoesNotHoldUpAnother() {
        writer.write(THING, JsonObject.of("{\"a\":1}"));
        writer.write("demo:pack-2", JsonObject.of("{\"a\":1}"));

        assertThat(merges.asked).extracting(Asked::thingId).containsExactly(THING, "demo:pack-2");
    }

    private record Asked(String thingId, JsonPointer path, JsonValue patch, CompletableFuture<Void> answer) {}

    /** A twin service whose answers the test gives. */
    private static final class HeldMerges implements TwinClient {

        private final List<Asked> asked = new CopyOnWriteArrayList<>();

        @Override
        public CompletionStage<Void> merge(String thingId, JsonPointer path, JsonValue patch) {
            Asked merge = new Asked(thingId, path, patch, new CompletableFuture<>());
            asked.add(merge);
            return merge.answer();
        }

        @Override
        public Subscription watch(TwinListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Optional<Thing>> read(String thingId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> create(Thing thing, Policy policy) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean connected() {
            return true;
        }

        @Override
        public void close() {}
    }
}
