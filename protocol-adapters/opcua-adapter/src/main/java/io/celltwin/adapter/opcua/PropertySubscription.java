package io.celltwin.adapter.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.model.ModelProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.MonitoredItemServiceOperationResult;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription.SubscriptionListener;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.jboss.logging.Logger;

/**
 * A subscription at a server: it tells of the changes of all data points that have the same publishing interval.
 */
final class PropertySubscription {

    private static final Logger LOG = Logger.getLogger(PropertySubscription.class);

    private final OpcUaSubscription subscription;
    private final int queueSize;
    private final LinkListener listener;
    private final ValueReader values = new ValueReader();
    private final Map<OpcUaMonitoredItem, ModelProperty> properties = new ConcurrentHashMap<>();

    private PropertySubscription(OpcUaSubscription subscription, int queueSize, LinkListener listener) {
        this.subscription = subscription;
        this.queueSize = queueSize;
        this.listener = listener;
    }

    /**
     * Makes a subscription, which tells nothing as yet.
     *
     * @param client a client with an open session
     * @param publishingInterval how often the server tells of changes
     * @param config how long its queues are, and how often it gives a sign of life if there is no change
     * @param listener is told the readings of one publish as one cycle
     * @param lost is told the reason when changes have been lost or may be missed from now on
     * @return the subscription
     * @throws UaException if the server refuses
     */
    static PropertySubscription create(
            OpcUaClient client,
            Duration publishingInterval,
            OpcUaConfig config,
            LinkListener listener,
            Consumer<String> lost)
            throws UaException {
        OpcUaSubscription subscription = new OpcUaSubscription(client, publishingInterval.toMillis());
        // A dead connection is found by the session; this is for a server that answers but forgot the subscription.
        subscription.setTargetKeepAliveInterval((double) config.requestTimeout().toMillis());
        PropertySubscription result = new PropertySubscription(subscription, config.queueSize(), listener);
        subscription.setSubscriptionListener(result.new Notifications(lost));
        subscription.create();
        return result;
    }

    /**
     * Asks the server to watch nodes; it tells each one's present value first. The readings of nodes which the server
     * refuses to watch are bad and are told at once.
     *
     * @param points what to watch; not more at a time than the server allows
     */
    void watch(List<ResolvedPoint> points) {
        points.forEach(point -> {
            OpcUaMonitoredItem item = item(point);
            properties.put(item, point.point().property());
            subscription.addMonitoredItem(item);
        });
        Instant now = Instant.now();
        List<Reading> refused = subscription.createMonitoredItems().stream()
                .filter(result -> !status(result).isGood())
                .map(result -> Reading.bad(properties.get(result.monitoredItem()), StatusNames.of(status(result)), now))
                .toList();
        if (!refused.isEmpty()) {
            listener.readings(refused);
        }
    }

    /**
     * Ends the subscription at the server, which goes on telling of changes otherwise for as long as the session lives. Does
     * not wait for the server.
     */
    void delete() {
        subscription
                .deleteAsync()
                .whenComplete(
                        (deleted, failure) -> LOG.debugf(failure, "A subscription was deleted: %s", failure == null));
    }

    private OpcUaMonitoredItem item(ResolvedPoint point) {
        OpcUaMonitoredItem item = new OpcUaMonitoredItem(
                new ReadValueId(point.node(), AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE));
        item.setSamplingInterval((double) point.point().samplingInterval().toMillis());
        item.setQueueSize(uint(queueSize));
        return item;
    }

    private static StatusCode status(MonitoredItemServiceOperationResult result) {
        return result.operationResult().orElse(result.serviceResult());
    }

    // A queue may hold more than one value of a node: each goes into a cycle of its own, in order.
    private void tell(List<OpcUaMonitoredItem> items, List<DataValue> data) {
        Map<ModelProperty, Reading> cycle = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            ModelProperty property = properties.get(items.get(i));
            if (cycle.containsKey(property)) {
                listener.readings(new ArrayList<>(cycle.values()));
                cycle.clear();
            }
            cycle.put(property, values.read(property, data.get(i)));
        }
        listener.readings(new ArrayList<>(cycle.values()));
    }

    /** What Milo tells of the subscription. */
    private final class Notifications implements SubscriptionListener {

        private final Consumer<String> lost;

        Notifications(Consumer<String> lost) {
            this.lost = lost;
        }

        @Override
        public void onDataReceived(OpcUaSubscription source, List<OpcUaMonitoredItem> items, List<DataValue> data) {
            tell(items, data);
        }

        // A lost change would leave an old value standing for as long as the node does not change again. After a new
        // connection everything is read anew.
        @Override
        public void onNotificationDataLost(OpcUaSubscription source) {
            lost.accept("changes were lost");
        }

        @Override
        public void onWatchdogTimerElapsed(OpcUaSubscription source) {
            lost.accept("the server no longer tells of changes");
        }

        @Override
        public void onStatusChanged(OpcUaSubscription source, StatusCode status) {
            lost.accept("subscription ended: " + StatusNames.of(status));
        }

        @Override
        public void onTransferFailed(OpcUaSubscription source, StatusCode status) {
            lost.accept("subscription ended: " + StatusNames.of(status));
        }
    }
}
