package io.celltwin.twin.topic;

import io.celltwin.twin.subscription.SubscriptionMetrics;
import io.celltwin.twin.subscription.ThingEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.jboss.logging.Logger;

/** Reads events from the messages of the topic. Anybody may write there: what is no event is counted and passed over. */
final class EventDecoder {

    private static final Logger LOG = Logger.getLogger(EventDecoder.class);

    private final String name;
    private final ThingPartitions partitions;
    private final SubscriptionMetrics metrics;
    private boolean unusableReported;

    /** @param name for the log */
    EventDecoder(String name, ThingPartitions partitions, SubscriptionMetrics metrics) {
        this.name = name;
        this.partitions = partitions;
        this.metrics = metrics;
    }

    /** @return empty if the message is no event about a thing of its partition */
    Optional<ThingEvent> decode(ConsumerRecord<String, byte[]> message) {
        if (message.value() == null) {
            unusable(message, "it is empty");
            return Optional.empty();
        }
        Optional<ThingEvent> event;
        try {
            JsonObject json = JsonFactory.readFrom(new String(message.value(), StandardCharsets.UTF_8))
                    .asObject();
            event = ThingEvent.from(ProtocolFactory.jsonifiableAdaptableFromJson(json));
        } catch (RuntimeException e) {
            unusable(message, "it is no message of the Ditto protocol");
            return Optional.empty();
        }
        if (event.isPresent() && partitions.of(event.get().thingId()) != message.partition()) {
            unusable(message, "it is not keyed by its thing id");
            return Optional.empty();
        }
        return event;
    }

    private void unusable(ConsumerRecord<String, byte[]> message, String reason) {
        metrics.unusable();
        if (!unusableReported) {
            unusableReported = true;
            LOG.warnf(
                    "%s cannot use the event at offset %d of %s-%d: %s. Further ones are only counted",
                    name, message.offset(), message.topic(), message.partition(), reason);
        }
    }
}
