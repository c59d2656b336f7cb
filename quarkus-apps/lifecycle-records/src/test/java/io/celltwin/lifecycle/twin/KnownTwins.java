package io.celltwin.lifecycle.twin;

import io.celltwin.twin.client.TwinClient;
import io.celltwin.twin.subscription.Subscription;
import io.celltwin.twin.subscription.TwinListener;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingsModelFactory;

/** A twin service that has some things, and takes every merge. */
public final class KnownTwins implements TwinClient {
    private final Map<String, Thing> things = new HashMap<>();

    /** Has a thing of that model from now on, whose twin was made then. */
    public void add(String thing, String model, Instant made) {
        add(thing, model, made, Map.of());
    }

    /** As above, with these texts as its attributes. */
    public void add(String thing, String model, Instant made, Map<String, String> attributes) {
        JsonObject json = JsonObject.newBuilder()
                .set("thingId", thing)
                .set("definition", "http://127.0.0.1/models/" + model + ".tm.jsonld")
                .set("_created", made.toString())
                .build();
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            json = json.setValue("/attributes/" + attribute.getKey(), attribute.getValue());
        }
        add(ThingsModelFactory.newThing(json));
    }

    /** Has that thing from now on. */
    public void add(Thing thing) {
        things.put(thing.getEntityId().orElseThrow().toString(), thing);
    }

    @Override
    public CompletionStage<Optional<Thing>> read(String thingId) {
        return CompletableFuture.completedFuture(Optional.ofNullable(things.get(thingId)));
    }

    @Override
    public CompletionStage<Void> merge(String thingId, JsonPointer path, JsonValue patch) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> create(Thing thing, Policy policy) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Subscription watch(TwinListener listener) {
        throw new UnsupportedOperationException("nobody tells changes");
    }

    @Override
    public boolean connected() {
        return true;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
