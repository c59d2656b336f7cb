package io.celltwin.twin.client;

import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import io.celltwin.service.failure.Failures;
import io.celltwin.twin.error.TwinException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.jboss.logging.Logger;

/**
 * Writes an app's results until they are stored. Per thing one merge is under way at a time; what is written meanwhile is
 * gathered into one patch in which the newest value of each key stands, so that a slow or absent twin service costs neither
 * memory nor results. What the service refuses for good is logged and dropped.
 */
public final class TwinWriter {

    private static final Logger LOG = Logger.getLogger(TwinWriter.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(15));
    /**
     * Level of {@code /features/<id>/properties}. Not that of the feature: an event about a feature may be about its desired properties,
     * so that all of these go to the protocol adapters.
     */
    private static final int PROPERTIES_LEVEL = 3;

    private final TwinClient client;
    private final Map<String, JsonObject> waiting = new HashMap<>();
    /** The failures in a row of each thing of which a merge is under way. */
    private final Map<String, BackoffSequence> busy = new HashMap<>();

    /**
     * @param client through which to write
     */
    public TwinWriter(TwinClient client) {
        this.client = client;
    }

    /**
     * Writes a patch as soon as the thing's turn comes.
     *
     * @param thingId id of the thing
     * @param patch thing-shaped merge patch
     */
    public void write(String thingId, JsonObject patch) {
        synchronized (this) {
            waiting.merge(thingId, patch, TwinWriter::compose);
            if (busy.putIfAbsent(thingId, BACKOFF.sequence()) != null) {
                return;
            }
        }
        sendNext(thingId);
    }

    /**
     * Whether everything that was to be written is stored, or dropped because the service refused it.
     *
     * @return true if nothing waits or is under way
     */
    public synchronized boolean settled() {
        return busy.isEmpty();
    }

    private void sendNext(String thingId) {
        JsonObject patch;
        synchronized (this) {
            patch = waiting.remove(thingId);
            if (patch == null) {
                busy.remove(thingId);
                return;
            }
        }
        merge(thingId, patch).whenComplete((stored, failure) -> {
            if (failure == null) {
                synchronized (this) {
                    busy.get(thingId).reset();
                }
                sendNext(thingId);
            } else {
                failed(thingId, patch, Failures.unwrap(failure));
            }
        });
    }

    /** Merges at the deepest path, at most a feature's properties, that holds the whole patch: that needs the fewest permissions. */
    private CompletionStage<Void> merge(String thingId, JsonObject patch) {
        JsonPointer path = JsonPointer.empty();
        JsonObject part = patch;
        while (path.getLevelCount() < PROPERTIES_LEVEL && part.getSize() == 1) {
            JsonField field = part.iterator().next();
            if (!field.getValue().isObject() || field.getValue().isNull()) {
                break;
            }
            path = path.addLeaf(field.getKey());
            part = field.getValue().asObject();
        }
        return client.merge(thingId, path, part);
    }

    private void failed(String thingId, JsonObject patch, Throwable failure) {
        Duration pause;
        synchronized (this) {
            if (failure instanceof TwinException refusal && refusal.permanent()) {
                LOG.warnf("A result for %s is dropped: %s", thingId, failure.getMessage());
            } else {
                waiting.merge(thingId, patch, (newer, older) -> compose(older, newer));
            }
            pause = busy.get(thingId).next();
        }
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> sendNext(thingId));
    }

    private static JsonObject compose(JsonValue first, JsonValue second) {
        return MergePatches.compose(first, second).asObject();
    }
}
