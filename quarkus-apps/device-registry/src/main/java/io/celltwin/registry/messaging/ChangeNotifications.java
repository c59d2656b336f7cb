package io.celltwin.registry.messaging;

import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import io.celltwin.service.failure.Failures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.hono.client.kafka.producer.CachingKafkaProducerFactory;
import org.eclipse.hono.client.notification.kafka.KafkaBasedNotificationSender;
import org.eclipse.hono.notification.AbstractNotification;
import org.eclipse.hono.notification.NotificationSender;
import org.jboss.logging.Logger;

/**
 * Publishes changes as Hono's notifications on Kafka, in order. While Kafka cannot be reached they wait here, the last
 * one of each device, tenant or set of credentials: a receiver reads the record again whatever the number of changes.
 */
@Singleton
public class ChangeNotifications implements ChangeAnnouncer {
    private static final Logger LOG = Logger.getLogger(ChangeNotifications.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    private final Vertx vertx;
    private final NotificationSender sender;
    private final Counter published;
    private final Counter failedAttempts;
    private final Map<String, AbstractNotification> waiting = new LinkedHashMap<>();
    private final BackoffSequence delays = BACKOFF.sequence();
    private boolean started;
    private boolean sending;

    @Inject
    ChangeNotifications(Vertx vertx, KafkaSettings kafka, MeterRegistry meters) {
        this.vertx = vertx;
        sender = new KafkaBasedNotificationSender(
                CachingKafkaProducerFactory.nonSharedFactory(vertx), kafka.notificationProducer());
        published = meters.counter("celltwin.registry.notifications.published");
        failedAttempts = meters.counter("celltwin.registry.notifications.failed.attempts");
        Gauge.builder("celltwin.registry.notifications.waiting", this, ChangeNotifications::countWaiting)
                .register(meters);
    }

    /** Starts publishing what waits and what comes. */
    public synchronized void start() {
        started = true;
        sender.start();
        sendNext();
    }

    /** Stops publishing. */
    public synchronized void stop() {
        started = false;
        sender.stop().onFailure(e -> LOG.debugf("Stopping the sender of notifications: %s", e.toString()));
    }

    @Override
    public synchronized void announce(AbstractNotification change) {
        String key = change.getType().getTypeName() + "/" + change.getKey();
        // Removed first, so that the latest change of a record takes its place at the end.
        waiting.remove(key);
        waiting.put(key, change);
        sendNext();
    }

    private synchronized void sendNext() {
        if (!started || sending || waiting.isEmpty()) {
            return;
        }
        Iterator<Map.Entry<String, AbstractNotification>> entries =
                waiting.entrySet().iterator();
        Map.Entry<String, AbstractNotification> oldest = entries.next();
        sending = true;
        sender.publish(oldest.getValue())
                .onSuccess(ok -> sent(oldest.getKey(), oldest.getValue()))
                .onFailure(this::notSent);
    }

    private synchronized void sent(String key, AbstractNotification notification) {
        // A later change may have taken the key meanwhile.
        waiting.remove(key, notification);
        published.increment();
        if (delays.failures() > 0) {
            delays.reset();
            LOG.info("Kafka takes the changes of the device registry again");
        }
        sending = false;
        sendNext();
    }

    private synchronized void notSent(Throwable reason) {
        failedAttempts.increment();
        Duration delay = delays.next();
        if (delays.failures() == 1) {
            LOG.warnf(
                    "Changes of the device registry wait, since Kafka does not take them: %s", Failures.reason(reason));
        }
        vertx.setTimer(delay.toMillis(), timer -> retry());
    }

    private synchronized void retry() {
        sending = false;
        sendNext();
    }

    private synchronized int countWaiting() {
        return waiting.size();
    }
}
