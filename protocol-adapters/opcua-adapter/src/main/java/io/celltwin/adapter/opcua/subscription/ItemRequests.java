package io.celltwin.adapter.opcua.subscription;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.celltwin.adapter.opcua.point.OpcUaDataPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DataChangeTrigger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DeadbandType;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MonitoringMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilterResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringParameters;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/**
 * Asks a server to watch nodes: not more in one call than it says that it takes, and half as many each time that it refuses none the
 * less; without a deadband where it knows none, and without a choice of events. Blocks until the server has answered.
 */
final class ItemRequests {

    /** Bounds a call to a server that names no limit. */
    private static final int MOST_PER_CALL = 1000;

    /** So many events a server keeps between two publishes: all of a refresh come at once. */
    private static final int MOST_EVENTS = 2000;

    private static final Set<Long> TOO_MUCH = Set.of(
            StatusCodes.Bad_TooManyOperations, StatusCodes.Bad_RequestTooLarge, StatusCodes.Bad_ResponseTooLarge);

    /** What a server answers that has no deadbands, or none for the type of the node, or does not choose among events in this way. */
    private static final Set<Long> NO_FILTER = Set.of(
            StatusCodes.Bad_MonitoredItemFilterInvalid,
            StatusCodes.Bad_MonitoredItemFilterUnsupported,
            StatusCodes.Bad_FilterNotAllowed,
            StatusCodes.Bad_DeadbandFilterInvalid,
            StatusCodes.Bad_EventFilterInvalid,
            StatusCodes.Bad_ContentFilterInvalid,
            StatusCodes.Bad_FilterOperatorInvalid,
            StatusCodes.Bad_FilterOperatorUnsupported,
            StatusCodes.Bad_FilterOperandInvalid);

    private final OpcUaClient client;
    private final int queueSize;

    /**
     * @param client a client with an open session
     * @param queueSize how many values of a node the server keeps between two publishes
     */
    ItemRequests(OpcUaClient client, int queueSize) {
        this.client = client;
        this.queueSize = queueSize;
    }

    /**
     * @param subscription in which subscription
     * @param items what to watch; those that the server watches then have its id
     * @return the server's answer for each
     * @throws UaException if the server does not answer
     */
    Map<WatchedItem, StatusCode> create(UInteger subscription, List<WatchedItem> items) throws UaException {
        Map<WatchedItem, StatusCode> answers = create(subscription, items, true);
        List<WatchedItem> withoutDeadband = answers.entrySet().stream()
                .filter(answer -> NO_FILTER.contains(answer.getValue().value()))
                .map(Map.Entry::getKey)
                .toList();
        answers.putAll(create(subscription, withoutDeadband, false));
        return answers;
    }

    private Map<WatchedItem, StatusCode> create(UInteger subscription, List<WatchedItem> items, boolean filtered)
            throws UaException {
        Map<WatchedItem, StatusCode> answers = new LinkedHashMap<>();
        int most = mostPerCall();
        int done = 0;
        while (done < items.size()) {
            List<WatchedItem> part = items.subList(done, Math.min(items.size(), done + most));
            try {
                answers.putAll(call(subscription, part, filtered));
                done += part.size();
            } catch (UaException e) {
                long status = e.getStatusCode().value();
                if (status == StatusCodes.Bad_TooManyMonitoredItems) {
                    part.forEach(item -> answers.put(item, e.getStatusCode()));
                    done += part.size();
                } else if (part.size() > 1 && TOO_MUCH.contains(status)) {
                    most = part.size() / 2;
                } else {
                    throw e;
                }
            }
        }
        return answers;
    }

    private Map<WatchedItem, StatusCode> call(UInteger subscription, List<WatchedItem> items, boolean filtered)
            throws UaException {
        List<MonitoredItemCreateRequest> requests = new ArrayList<>(items.size());
        items.forEach(item -> requests.add(request(item, filtered)));
        MonitoredItemCreateResult[] results = client.createMonitoredItems(
                        subscription, TimestampsToReturn.Both, requests)
                .getResults();
        if (results == null || results.length != items.size()) {
            throw new UaException(
                    StatusCodes.Bad_UnknownResponse, "the server answered for other items than were asked for");
        }
        Map<WatchedItem, StatusCode> answers = new LinkedHashMap<>();
        List<UInteger> useless = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            MonitoredItemCreateResult result = results[i];
            StatusCode answer = result.getStatusCode();
            if (answer.isGood() && filtered && isFilterFaulty(result.getFilterResult())) {
                useless.add(result.getMonitoredItemId());
                answer = new StatusCode(StatusCodes.Bad_EventFilterInvalid);
            } else if (answer.isGood()) {
                items.get(i).serverId(result.getMonitoredItemId());
            }
            answers.put(items.get(i), answer);
        }
        if (!useless.isEmpty()) {
            client.deleteMonitoredItems(subscription, useless);
        }
        return answers;
    }

    /** A server may take an item whose filter it cannot carry out, and then tells no event at all. */
    private boolean isFilterFaulty(ExtensionObject result) {
        if (result == null || result.isNull()) {
            return false;
        }
        try {
            return result.decode(client.getStaticEncodingContext()) instanceof EventFilterResult filter
                    && filter.getWhereClauseResult() != null
                    && filter.getWhereClauseResult().getElementResults() != null
                    && Stream.of(filter.getWhereClauseResult().getElementResults())
                            .anyMatch(element -> !element.getStatusCode().isGood());
        } catch (RuntimeException e) {
            // What is said of the filter makes no sense; then it counts as carried out.
            return false;
        }
    }

    private MonitoredItemCreateRequest request(WatchedItem item, boolean filtered) {
        if (item.monitored() instanceof MonitoredEvents events) {
            return new MonitoredItemCreateRequest(
                    new ReadValueId(events.node(), AttributeId.EventNotifier.uid(), null, QualifiedName.NULL_VALUE),
                    MonitoringMode.Reporting,
                    new MonitoringParameters(
                            item.clientHandle(),
                            0.0,
                            encoded(filtered ? events.filter() : events.broadFilter()),
                            uint(MOST_EVENTS),
                            true));
        }
        OpcUaDataPoint point = item.point().point();
        double serverDeadband = point.serverDeadband();
        ExtensionObject filter = filtered && serverDeadband > 0
                ? encoded(new DataChangeFilter(
                        DataChangeTrigger.StatusValue, uint(DeadbandType.Absolute.getValue()), serverDeadband))
                : null;
        return new MonitoredItemCreateRequest(
                new ReadValueId(
                        item.monitored().node(),
                        AttributeId.Value.uid(),
                        point.requestedRange(),
                        QualifiedName.NULL_VALUE),
                MonitoringMode.Reporting,
                new MonitoringParameters(
                        item.clientHandle(),
                        (double) point.samplingInterval().toMillis(),
                        filter,
                        uint(queueSize),
                        true));
    }

    private ExtensionObject encoded(UaStructuredType filter) {
        return ExtensionObject.encode(client.getStaticEncodingContext(), filter);
    }

    private int mostPerCall() throws UaException {
        long limit = client.getOperationLimits()
                .maxMonitoredItemsPerCall()
                .map(Number::longValue)
                .orElse(0L);
        return limit > 0 ? (int) Math.min(limit, MOST_PER_CALL) : MOST_PER_CALL;
    }
}
