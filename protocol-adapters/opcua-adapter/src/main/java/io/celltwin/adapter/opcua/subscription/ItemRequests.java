package io.celltwin.adapter.opcua.subscription;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.celltwin.adapter.opcua.point.OpcUaDataPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DataChangeTrigger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.DeadbandType;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MonitoringMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringParameters;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/**
 * Asks a server to watch nodes: not more in one call than it says that it takes, and half as many each time that it refuses none the
 * less; without a deadband where it knows none. Blocks until the server has answered.
 */
final class ItemRequests {

    /** Bounds a call to a server that names no limit. */
    private static final int MOST_PER_CALL = 1000;

    private static final Set<Long> TOO_MUCH = Set.of(
            StatusCodes.Bad_TooManyOperations, StatusCodes.Bad_RequestTooLarge, StatusCodes.Bad_ResponseTooLarge);

    /** What a server answers that has no deadbands, or none for the type of the node. */
    private static final Set<Long> NO_DEADBAND = Set.of(
            StatusCodes.Bad_MonitoredItemFilterInvalid,
            StatusCodes.Bad_MonitoredItemFilterUnsupported,
            StatusCodes.Bad_FilterNotAllowed,
            StatusCodes.Bad_DeadbandFilterInvalid);

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
                .filter(answer -> NO_DEADBAND.contains(answer.getValue().value()))
                .map(Map.Entry::getKey)
                .toList();
        answers.putAll(create(subscription, withoutDeadband, false));
        return answers;
    }

    private Map<WatchedItem, StatusCode> create(UInteger subscription, List<WatchedItem> items, boolean deadband)
            throws UaException {
        Map<WatchedItem, StatusCode> answers = new LinkedHashMap<>();
        int most = mostPerCall();
        int done = 0;
        while (done < items.size()) {
            List<WatchedItem> part = items.subList(done, Math.min(items.size(), done + most));
            try {
                answers.putAll(call(subscription, part, deadband));
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

    private Map<WatchedItem, StatusCode> call(UInteger subscription, List<WatchedItem> items, boolean deadband)
            throws UaException {
        List<MonitoredItemCreateRequest> requests = new ArrayList<>(items.size());
        items.forEach(item -> requests.add(request(item, deadband)));
        MonitoredItemCreateResult[] results = client.createMonitoredItems(
                        subscription, TimestampsToReturn.Both, requests)
                .getResults();
        if (results == null || results.length != items.size()) {
            throw new UaException(
                    StatusCodes.Bad_UnknownResponse, "the server answered for other items than were asked for");
        }
        Map<WatchedItem, StatusCode> answers = new LinkedHashMap<>();
        for (int i = 0; i < results.length; i++) {
            if (results[i].getStatusCode().isGood()) {
                items.get(i).serverId(results[i].getMonitoredItemId());
            }
            answers.put(items.get(i), results[i].getStatusCode());
        }
        return answers;
    }

    private MonitoredItemCreateRequest request(WatchedItem item, boolean deadband) {
        OpcUaDataPoint point = item.point().point();
        double serverDeadband = point.serverDeadband();
        ExtensionObject filter = deadband && serverDeadband > 0
                ? ExtensionObject.encode(
                        client.getStaticEncodingContext(),
                        new DataChangeFilter(
                                DataChangeTrigger.StatusValue, uint(DeadbandType.Absolute.getValue()), serverDeadband))
                : null;
        return new MonitoredItemCreateRequest(
                new ReadValueId(item.point().node(), AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE),
                MonitoringMode.Reporting,
                new MonitoringParameters(
                        item.clientHandle(),
                        (double) point.samplingInterval().toMillis(),
                        filter,
                        uint(queueSize),
                        true));
    }

    private int mostPerCall() throws UaException {
        long limit = client.getOperationLimits()
                .maxMonitoredItemsPerCall()
                .map(Number::longValue)
                .orElse(0L);
        return limit > 0 ? (int) Math.min(limit, MOST_PER_CALL) : MOST_PER_CALL;
    }
}
