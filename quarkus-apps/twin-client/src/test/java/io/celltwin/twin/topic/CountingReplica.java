package io.celltwin.twin.topic;

import io.celltwin.model.ThingModel;
import io.celltwin.twin.subscription.Subscription;
import io.celltwin.twin.subscription.TwinListener;
import io.celltwin.twin.values.TwinChange;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.eclipse.ditto.json.JsonObject;

/** An app that counts the changes of each thing and prints each count; what it counted it remembers. */
final class CountingReplica implements TwinListener {

    private final Map<String, Long> counts = new HashMap<>();

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Subscription subscription = AppReplica.of(arguments).watch(new CountingReplica());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            subscription.close();
            AppReplica.say("closed");
        }));
        new CountDownLatch(1).await();
    }

    @Override
    public void changed(TwinChange change) {
        counts.merge(change.thingId(), change.snapshot() ? 0L : 1L, Long::sum);
        AppReplica.say("count " + change.thingId() + " " + change.revision() + " " + counts.get(change.thingId()));
    }

    @Override
    public void released(String thingId) {
        counts.remove(thingId);
    }

    @Override
    public Optional<String> checkpoint(String thingId) {
        return Optional.of("{\"count\":" + counts.get(thingId) + "}");
    }

    @Override
    public void resumed(String thingId, Optional<ThingModel> model, String checkpoint) {
        counts.put(
                thingId,
                JsonObject.of(checkpoint).getValue("count").orElseThrow().asLong());
    }
}
