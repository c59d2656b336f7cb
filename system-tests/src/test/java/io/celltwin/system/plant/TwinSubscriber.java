package io.celltwin.system.plant;

import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.ditto.client.DittoClient;
import org.eclipse.ditto.client.DittoClients;
import org.eclipse.ditto.client.configuration.BasicAuthenticationConfiguration;
import org.eclipse.ditto.client.configuration.WebSocketMessagingConfiguration;
import org.eclipse.ditto.client.messaging.AuthenticationProviders;
import org.eclipse.ditto.client.messaging.MessagingProviders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.ThingId;

/** A partner system with the stock Ditto client that follows one twin by events. */
public final class TwinSubscriber implements AutoCloseable {
    private static final long SECONDS_TO_CONNECT = 20;

    private final DittoClient client;
    private final Queue<JsonObject> changes = new ConcurrentLinkedQueue<>();

    private TwinSubscriber(DittoClient client) {
        this.client = client;
    }

    /** Connects and hears of the twin's changes from now on. */
    public static TwinSubscriber of(URI url, String user, String password, String thingId) {
        try {
            DittoClient client = DittoClients.newInstance(MessagingProviders.webSocket(
                            WebSocketMessagingConfiguration.newBuilder()
                                    .endpoint(url.toString().replaceFirst("^http", "ws"))
                                    .reconnectEnabled(false)
                                    .build(),
                            AuthenticationProviders.basic(BasicAuthenticationConfiguration.newBuilder()
                                    .username(user)
                                    .password(password)
                                    .build())))
                    .connect()
                    .toCompletableFuture()
                    .get(SECONDS_TO_CONNECT, TimeUnit.SECONDS);
            TwinSubscriber subscriber = new TwinSubscriber(client);
            client.twin()
                    .forId(ThingId.of(thingId))
                    .registerForThingChanges(
                            "subscriber",
                            change -> change.getThing().ifPresent(thing -> subscriber.changes.add(thing.toJson())));
            client.twin().startConsumption().toCompletableFuture().get(SECONDS_TO_CONNECT, TimeUnit.SECONDS);
            return subscriber;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The Ditto client cannot connect to " + url, e);
        }
    }

    /** The values that it was told at a path of the twin, in the order in which they came. */
    public List<JsonValue> told(String path) {
        JsonPointer pointer = JsonPointer.of(path);
        return changes.stream()
                .flatMap(change -> change.getValue(pointer).stream())
                .toList();
    }

    @Override
    public void close() {
        client.destroy();
    }
}
