package io.celltwin.edge.connection;

import io.celltwin.edge.connection.mapping.OutboundMapping;
import io.celltwin.edge.connection.mapping.PayloadMappers;
import io.celltwin.edge.connection.metrics.ConnectionMeters;
import io.celltwin.edge.connection.transport.ConnectionLog;
import io.celltwin.edge.connection.transport.OutboundMessage;
import io.celltwin.edge.connection.transport.Publisher;
import io.celltwin.edge.connection.transport.ResourceState;
import io.celltwin.edge.event.EventFilter;
import io.celltwin.edge.event.EventHub;
import io.celltwin.edge.event.EventListener;
import io.celltwin.edge.event.EventViews;
import io.celltwin.edge.event.Subscription;
import io.celltwin.edge.event.VisibleEvent;
import io.celltwin.edge.live.LiveViews;
import io.celltwin.edge.message.LiveMessages;
import io.celltwin.edge.message.MessageListener;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.state.TwinEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.FilteredTopic;
import org.eclipse.ditto.connectivity.model.LogCategory;
import org.eclipse.ditto.connectivity.model.LogType;
import org.eclipse.ditto.connectivity.model.Target;
import org.eclipse.ditto.connectivity.model.Topic;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.things.model.ThingFieldSelector;
import org.eclipse.ditto.things.model.ThingId;
import org.jboss.logging.Logger;

/**
 * All that leaves by one connection, in the order in which it happened. What happens is only noted where it happens; a
 * thread of the connection's own decides what each target gets and sends it. What does not fit into the bounded
 * queue, as while the other end is away for long, is counted and left out.
 */
final class Outbound implements EventListener, MessageListener, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Outbound.class);
    private static final long IDLE_MILLIS = 200;
    private static final long CLOSE_MILLIS = 3_000;

    private final String origin;
    private final List<SubscribedTarget> targets;
    private final EventHub events;
    private final EventViews views;
    private final LiveMessages messages;
    private final LiveViews messageViews;
    private final DittoProtocol protocol;
    private final Publisher publisher;
    private final ConnectionLog log;
    private final ConnectionMeters meters;
    private final int limit;
    private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean overflowing;

    /**
     * @param origin what this connection sent itself has this origin and is not sent back
     * @param limit how many events and messages may wait
     */
    Outbound(
            String origin,
            List<Target> configured,
            EventHub events,
            EventViews views,
            LiveMessages messages,
            LiveViews messageViews,
            DittoProtocol protocol,
            PayloadMappers mappers,
            Publisher publisher,
            ConnectionLog log,
            ConnectionMeters meters,
            int limit) {
        this.origin = origin;
        this.events = events;
        this.views = views;
        this.messages = messages;
        this.messageViews = messageViews;
        this.protocol = protocol;
        this.publisher = publisher;
        this.log = log;
        this.meters = meters;
        this.limit = limit;
        targets = configured.stream()
                .map(target -> SubscribedTarget.of(target, mappers))
                .toList();
        thread = new Thread(this::run, "edge-twin-target-" + origin);
        meters.watchQueue(waiting);
    }

    void open() {
        thread.start();
        if (targets.stream().anyMatch(target -> !target.subscriptions().isEmpty())) {
            events.add(this);
        }
        if (targets.stream().anyMatch(target -> !target.messageSubscriptions().isEmpty())) {
            messages.add(this);
        }
    }

    ResourceState state() {
        return publisher.state();
    }

    @Override
    public void onEvents(List<TwinEvent> happened) {
        offer(happened.size(), () -> happened.forEach(this::deliver));
    }

    @Override
    public void onMessage(MessageCommand<?, ?> message) {
        offer(1, () -> deliver(message));
    }

    /** Sends a message that was made already, after all that waits. */
    void send(OutboundMessage message) {
        offer(1, () -> publish(message));
    }

    private void offer(int weight, Runnable work) {
        if (waiting.addAndGet(weight) > limit && waiting.get() > weight) {
            waiting.addAndGet(-weight);
            meters.overflowed(weight);
            if (!overflowing) {
                overflowing = true;
                log.failure("The other end does not take messages fast enough; messages are left out.");
            }
        } else {
            queue.add(new Job(weight, work));
        }
    }

    private void run() {
        try {
            publisher.connect();
        } catch (InterruptedException e) {
            return;
        }
        while (!closing || !queue.isEmpty()) {
            try {
                Job job = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (job != null) {
                    waiting.addAndGet(-job.weight());
                    overflowing = false;
                    job.work().run();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "Something could not be sent by %s because of a defect", origin);
            }
        }
    }

    private void deliver(TwinEvent event) {
        if (isOwn(event.commandHeaders())) {
            return;
        }
        for (SubscribedTarget target : targets) {
            try {
                visible(event, target)
                        .ifPresent(visible -> publish(
                                target,
                                protocol.toMessage(visible),
                                ThingId.of(event.change().key().id())));
            } catch (RuntimeException e) {
                LOG.errorf(
                        e, "An event of %s could not be shown", event.change().key());
            }
        }
    }

    private void deliver(MessageCommand<?, ?> message) {
        if (isOwn(message.getDittoHeaders())) {
            return;
        }
        for (SubscribedTarget target : targets) {
            target.messageSubscriptions().stream()
                    .flatMap(wanted -> messageViews.extraFor(message, wanted).stream())
                    .findFirst()
                    .ifPresent(extra -> publish(target, protocol.toMessage(message, extra), message.getEntityId()));
        }
    }

    private void publish(SubscribedTarget target, Adaptable message, EntityId about) {
        List<OutboundMessage> mapped = target.mapping().map(message, about);
        if (mapped.isEmpty()) {
            meters.dropped(target.address());
        }
        mapped.forEach(this::publish);
    }

    private boolean isOwn(DittoHeaders headers) {
        return headers.getOrigin().filter(origin::equals).isPresent();
    }

    private Optional<VisibleEvent> visible(TwinEvent event, SubscribedTarget target) {
        return target.subscriptions().stream()
                .flatMap(subscription -> views.view(event, subscription).stream())
                .findFirst();
    }

    private void publish(OutboundMessage message) {
        publisher.publish(message, failure -> {
            if (failure.isEmpty()) {
                meters.published(message.target());
            } else {
                meters.notPublished(message.target());
                log.message(
                        LogCategory.TARGET,
                        LogType.PUBLISHED,
                        message.address(),
                        "Not published: " + failure.get().getMessage());
            }
        });
    }

    /** Sends what waits, as far as the other end takes it in a short time. */
    @Override
    public void close() {
        events.remove(this);
        messages.remove(this);
        closing = true;
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        publisher.close();
    }

    private record Job(int weight, Runnable work) {}

    /** A target and what it wants to know. */
    private record SubscribedTarget(
            String address,
            OutboundMapping mapping,
            List<Subscription> subscriptions,
            List<Subscription> messageSubscriptions) {

        static SubscribedTarget of(Target target, PayloadMappers mappers) {
            return new SubscribedTarget(
                    target.getAddress(),
                    new OutboundMapping(target, mappers.of(target.getPayloadMapping())),
                    subscriptions(target, Topic.TWIN_EVENTS),
                    subscriptions(target, Topic.LIVE_MESSAGES));
        }

        private static List<Subscription> subscriptions(Target target, Topic kind) {
            return target.getTopics().stream()
                    .filter(topic -> topic.getTopic() == kind)
                    .map(topic -> subscription(target, topic))
                    .toList();
        }

        private static Subscription subscription(Target target, FilteredTopic topic) {
            return new Subscription(
                    target.getAuthorizationContext(),
                    Set.copyOf(topic.getNamespaces()),
                    topic.getFilter()
                            .map(rql -> EventFilter.of(rql, DittoHeaders.empty()))
                            .orElseGet(EventFilter::everything),
                    topic.getExtraFields().map(ThingFieldSelector::fromJsonFieldSelector));
        }
    }
}
