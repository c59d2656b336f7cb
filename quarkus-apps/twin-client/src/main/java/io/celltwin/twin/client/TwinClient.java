package io.celltwin.twin.client;

import io.celltwin.twin.error.TwinException;
import io.celltwin.twin.subscription.Subscription;
import io.celltwin.twin.subscription.TwinListener;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.things.model.Thing;

/**
 * One account's view of the twins, whichever service holds them (edge twin or Eclipse Ditto).
 *
 * <p>
 * The client connects in the background and for ever: a service that is not there yet, or not there any more, is waited for.
 * Requests made meanwhile fail at once with a {@link TwinException}; subscriptions start or resume by themselves.
 */
public interface TwinClient extends AutoCloseable {

    /**
     * Watches every thing that the account may read: first each as a snapshot, then its changes. Nothing that lasts is
     * missed: whenever changes may have been lost, the things concerned are read again and reported as snapshots.
     *
     * @param listener whom to tell
     * @return the running subscription
     */
    Subscription watch(TwinListener listener);

    /**
     * Merges a patch (RFC 7396) into a thing.
     *
     * @param thingId id of the thing
     * @param path where in the thing, for example {@code /features/health}
     * @param patch what to merge there
     * @return completes when the service has stored it; exceptionally with a {@link TwinException} when it refused, did not
     *         answer in time, is not connected or too many merges are under way
     */
    CompletionStage<Void> merge(String thingId, JsonPointer path, JsonValue patch);

    /**
     * Reads a thing.
     *
     * @param thingId id of the thing
     * @return the thing with its revision and when it was made and modified; empty if there is none that the account may read
     */
    CompletionStage<Optional<Thing>> read(String thingId);

    /**
     * Creates a thing together with its policy. A thing that exists already is left as it is.
     *
     * @param thing the thing
     * @param policy its policy
     * @return completes when the thing exists
     */
    CompletionStage<Void> create(Thing thing, Policy policy);

    /**
     * Whether the connection stands at this moment.
     *
     * @return true if requests can be answered
     */
    boolean connected();

    /** Ends all subscriptions and the connection. Calling it again does nothing. */
    @Override
    void close();
}
