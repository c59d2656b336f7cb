package io.celltwin.twin.topic;

import io.celltwin.twin.client.TwinClient;
import io.celltwin.twin.subscription.Subscription;
import io.celltwin.twin.subscription.TwinListener;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.things.model.Thing;

/** A twin service that takes everything and notes each merge as one line. */
public final class MergeNotes implements TwinClient {

    private final Consumer<String> notes;

    public MergeNotes(Consumer<String> notes) {
        this.notes = notes;
    }

    @Override
    public CompletionStage<Void> merge(String thingId, JsonPointer path, JsonValue patch) {
        notes.accept("merge " + thingId + " " + path + " " + patch);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Subscription watch(TwinListener listener) {
        throw new UnsupportedOperationException("nobody tells changes");
    }

    @Override
    public CompletionStage<Optional<Thing>> read(String thingId) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Void> create(Thing thing, Policy policy) {
        return CompletableFuture.completedFuture(null);
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
