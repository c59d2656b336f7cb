package io.celltwin.adapter.opcua.subscription;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFieldList;
import org.eclipse.milo.opcua.stack.core.types.structured.EventNotificationList;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.StatusChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;
import org.eclipse.milo.opcua.stack.core.util.ExecutionQueue;
import org.jboss.logging.Logger;

/**
 * Gets what a server publishes in one session (OPC 10000-4, 5.14.5). Milo's own way hands answers to a pool of threads and so to its
 * users in any order: on a busy machine an old value came after a newer one, and messages that had only been overtaken counted as lost.
 * <ol>
 * <li>As many publish requests as there are subscriptions, and one more, wait at the server.</li>
 * <li>Answers are taken in the order in which they came, one after the other. The next request is sent when an answer has been told:
 * a slow receiver slows the server down, whose queues then overflow, which it tells.</li>
 * <li>A gap in the sequence numbers is filled by asking for the missing messages again. Those that the server does not keep any more are
 * lost: the owners of the subscription's items are told to read.</li>
 * <li>A message that cannot be understood, or not by all owners of items, counts as lost.</li>
 * <li>What was told is acknowledged with the next request.</li>
 * </ol>
 * Invariants: messages of one subscription are told in the order of their numbers, each once; no more requests wait than the
 * server takes.
 */
final class Publishing {

    /** What {@link Publishing} is told about and tells of. */
    interface Subscribed {

        /** The open subscription of this id; null if there is none. */
        ServerSubscription subscription(UInteger id);

        /** How many subscriptions are open. */
        int number();

        /** The server ended a subscription. */
        void ended(ServerSubscription subscription, StatusCode why);
    }

    private static final Logger LOG = Logger.getLogger(Publishing.class);

    /** However many subscriptions there are. */
    private static final int MOST_REQUESTS = 32;

    /** So many messages are asked for again; who missed more reads. */
    private static final int MOST_REPEATED = 64;

    private static final UInteger NO_TIMEOUT = uint(0);
    private static final long PAUSE_MILLIS = 500;

    private final OpcUaClient client;
    private final NodeId authenticationToken;
    private final Subscribed subscribed;
    private final ChangeMetrics metrics;
    private final ScheduledExecutorService timer;
    private final ExecutionQueue answers;
    private final Deque<SubscriptionAcknowledgement> acknowledgements = new ArrayDeque<>();
    private int waiting;
    private int mostWaiting = MOST_REQUESTS;
    /** Told once; of the thread that takes answers alone. */
    private boolean misunderstood;

    private boolean closed;

    /**
     * @param client a client with an open session
     * @param authenticationToken names the session
     * @param subscribed the subscriptions
     * @param metrics counts what was lost
     * @param executor its threads may be blocked until the server has answered
     * @param timer for the next try
     */
    Publishing(
            OpcUaClient client,
            NodeId authenticationToken,
            Subscribed subscribed,
            ChangeMetrics metrics,
            Executor executor,
            ScheduledExecutorService timer) {
        this.client = client;
        this.authenticationToken = authenticationToken;
        this.subscribed = subscribed;
        this.metrics = metrics;
        this.timer = timer;
        this.answers = new ExecutionQueue(executor);
    }

    /** Sends as many requests as there are to be. */
    void keepGoing() {
        while (takePlace()) {
            send();
        }
    }

    /** Sends no request any more. */
    synchronized void close() {
        closed = true;
    }

    private synchronized boolean takePlace() {
        int subscriptions = subscribed.number();
        if (closed || subscriptions == 0 || waiting >= Math.min(subscriptions + 1, mostWaiting)) {
            return false;
        }
        waiting++;
        return true;
    }

    private void send() {
        PublishRequest request = new PublishRequest(
                // No time-out: an answer comes when something has changed. The session notices a dead server.
                client.newRequestHeader(authenticationToken, NO_TIMEOUT), takeAcknowledgements());
        // Not asynchronous, so that the answers stay in the order in which the transport brings them.
        client.sendRequestAsync(request).whenComplete((answer, failure) -> {
            try {
                answers.submit(() -> answered(answer, failure));
            } catch (RejectedExecutionException e) {
                LOG.debug("the adapter stops");
            }
        });
    }

    private synchronized SubscriptionAcknowledgement[] takeAcknowledgements() {
        SubscriptionAcknowledgement[] all = acknowledgements.toArray(SubscriptionAcknowledgement[]::new);
        acknowledgements.clear();
        return all;
    }

    private synchronized void acknowledge(ServerSubscription subscription, long number) {
        acknowledgements.add(new SubscriptionAcknowledgement(subscription.id(), uint(number)));
    }

    private synchronized void leavePlace() {
        waiting--;
    }

    private void answered(UaResponseMessageType answer, Throwable failure) {
        try {
            if (answer instanceof PublishResponse published && published.getSubscriptionId() != null) {
                ServerSubscription subscription = subscribed.subscription(published.getSubscriptionId());
                if (subscription != null) {
                    subscription.heard();
                    takeOrHaveRead(subscription, published);
                }
            }
        } catch (RuntimeException e) {
            // Whatever the server sent, the next message has to be asked for.
            LOG.debugf(e, "what the server published cannot be dealt with");
        } finally {
            leavePlace();
        }
        if (answer != null) {
            keepGoing();
        } else {
            refused(UaException.extract(failure)
                    .map(known -> known.getStatusCode().value())
                    .orElse(StatusCodes.Bad_UnexpectedError));
        }
    }

    private void refused(long status) {
        LOG.debugf("a publish request was refused: %s", new StatusCode(status));
        if (status == StatusCodes.Bad_TooManyPublishRequests) {
            lower();
        } else if (status == StatusCodes.Bad_NoSubscription && subscribed.number() == 0) {
            return;
        }
        try {
            timer.schedule(this::keepGoing, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the adapter stops");
        }
    }

    private synchronized void lower() {
        mostWaiting = Math.max(1, Math.min(mostWaiting, waiting));
    }

    private void takeOrHaveRead(ServerSubscription subscription, PublishResponse published) {
        try {
            take(subscription, published);
        } catch (RuntimeException e) {
            if (!misunderstood) {
                misunderstood = true;
                LOG.warnf(
                        "the server %s publishes what cannot be understood (%s); what it holds is read instead",
                        client.getConfig().getEndpoint().getEndpointUrl(), e.toString());
            }
            LOG.debugf(e, "a message of subscription %s cannot be understood", subscription.id());
            NotificationMessage message = published.getNotificationMessage();
            if (message != null && message.getSequenceNumber() != null) {
                subscription.sequence().passed(message.getSequenceNumber().longValue());
            }
            metrics.messagesLost(1);
            byListener(subscription.items()).forEach(ItemListener::changesLost);
        }
    }

    private void take(ServerSubscription subscription, PublishResponse published) {
        NotificationMessage message = published.getNotificationMessage();
        long number = message.getSequenceNumber().longValue();
        boolean keepAlive = message.getNotificationData() == null || message.getNotificationData().length == 0;
        SequenceNumbers sequence = subscription.sequence();
        long missing = sequence.missingBefore(number);
        if (missing < 0 && number != 1) {
            // Only told again because its acknowledgement was lost.
            if (!keepAlive) {
                acknowledge(subscription, number);
            }
            return;
        }
        if (missing > 0) {
            fill(subscription, number, missing, published);
        }
        if (keepAlive) {
            sequence.expect(number);
        } else {
            sequence.passed(number);
            acknowledge(subscription, number);
            tell(subscription, message);
        }
    }

    private void fill(ServerSubscription subscription, long until, long missing, PublishResponse published) {
        Set<Long> available = new HashSet<>();
        if (published.getAvailableSequenceNumbers() != null) {
            for (UInteger each : published.getAvailableSequenceNumbers()) {
                available.add(each.longValue());
            }
        }
        long lost = Math.max(0, missing - MOST_REPEATED);
        long number = subscription.sequence().next();
        for (long i = 0; i < Math.min(missing, MOST_REPEATED); i++) {
            boolean kept = available.isEmpty() || available.contains(number);
            if (!kept || !repeated(subscription, number)) {
                lost++;
            }
            number = SequenceNumbers.after(number);
        }
        if (lost > 0) {
            LOG.debugf("%d messages before number %d of subscription %s were lost", lost, until, subscription.id());
            metrics.messagesLost(lost);
            byListener(subscription.items()).forEach(ItemListener::changesLost);
        }
    }

    private boolean repeated(ServerSubscription subscription, long number) {
        try {
            NotificationMessage message =
                    client.republish(subscription.id(), uint(number)).getNotificationMessage();
            subscription.sequence().passed(number);
            acknowledge(subscription, number);
            tell(subscription, message);
            return true;
        } catch (UaException e) {
            LOG.debugf("message %d of subscription %s is lost: %s", number, subscription.id(), e.getStatusCode());
            return false;
        }
    }

    private void tell(ServerSubscription subscription, NotificationMessage message) {
        for (ExtensionObject data : message.getNotificationData()) {
            Object notification = data.decode(client.getStaticEncodingContext());
            if (notification instanceof DataChangeNotification changes && changes.getMonitoredItems() != null) {
                tell(subscription, changes.getMonitoredItems());
            } else if (notification instanceof EventNotificationList list && list.getEvents() != null) {
                tell(subscription, list.getEvents(), message.getPublishTime());
            } else if (notification instanceof StatusChangeNotification change) {
                subscribed.ended(subscription, change.getStatus());
            }
        }
    }

    private static void tell(ServerSubscription subscription, MonitoredItemNotification[] changes) {
        Map<ItemListener, List<ItemValue>> byListener = new LinkedHashMap<>();
        for (MonitoredItemNotification change : changes) {
            WatchedItem item = subscription.item(change.getClientHandle());
            if (item != null) {
                byListener
                        .computeIfAbsent(item.listener(), listener -> new ArrayList<>())
                        .add(new ItemValue(item, change.getValue()));
            }
        }
        byListener.forEach(ItemListener::values);
    }

    private static void tell(ServerSubscription subscription, EventFieldList[] events, DateTime told) {
        Map<WatchedItem, List<Variant[]>> byItem = new LinkedHashMap<>();
        for (EventFieldList event : events) {
            WatchedItem item = subscription.item(event.getClientHandle());
            if (item != null && event.getEventFields() != null) {
                byItem.computeIfAbsent(item, each -> new ArrayList<>()).add(event.getEventFields());
            }
        }
        byItem.forEach((item, fields) -> item.listener().events(item, fields, told));
    }

    static Map<ItemListener, List<WatchedItem>> byListener(List<WatchedItem> items) {
        Map<ItemListener, List<WatchedItem>> byListener = new LinkedHashMap<>();
        items.forEach(item -> byListener
                .computeIfAbsent(item.listener(), listener -> new ArrayList<>())
                .add(item));
        return byListener;
    }
}
