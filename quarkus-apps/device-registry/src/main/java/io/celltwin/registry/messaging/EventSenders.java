package io.celltwin.registry.messaging;

import io.opentracing.noop.NoopTracerFactory;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.hono.client.kafka.producer.CachingKafkaProducerFactory;
import org.eclipse.hono.client.telemetry.EventSender;
import org.eclipse.hono.client.telemetry.kafka.KafkaBasedEventSender;
import org.eclipse.hono.client.util.MessagingClientProvider;

/**
 * How the registry itself sends events, such as that a device was registered by its first message. Started and stopped
 * by the services that use it.
 */
@Singleton
public class EventSenders {
    private final MessagingClientProvider<EventSender> provider = new MessagingClientProvider<>();

    @Inject
    EventSenders(Vertx vertx, KafkaSettings kafka) {
        provider.setClient(new KafkaBasedEventSender(
                vertx,
                CachingKafkaProducerFactory.nonSharedFactory(vertx),
                kafka.messageProducer(),
                true,
                NoopTracerFactory.create()));
    }

    /** As Hono's services want it. */
    public MessagingClientProvider<EventSender> provider() {
        return provider;
    }
}
