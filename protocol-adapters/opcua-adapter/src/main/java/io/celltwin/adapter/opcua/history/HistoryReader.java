package io.celltwin.adapter.opcua.history;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.opcua.failure.StatusNames;
import io.celltwin.adapter.opcua.point.ResolvedPoint;
import io.celltwin.adapter.opcua.value.ValueReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;

/** Reads the values that a server has kept of one node (OPC 10000-11, 6.5.3). Blocks until the server has answered. */
final class HistoryReader {

    private static final int MOST_PER_CALL = 500;

    /** So many answers in a row may bring nothing: a server may say for ever that there is more. */
    private static final int MOST_IN_VAIN = 20;

    private static final Set<Long> UNSUPPORTED = Set.of(
            StatusCodes.Bad_ServiceUnsupported,
            StatusCodes.Bad_HistoryOperationUnsupported,
            StatusCodes.Bad_HistoryOperationInvalid,
            StatusCodes.Bad_NotImplemented,
            StatusCodes.Bad_NotSupported);

    private final OpcUaClient client;
    private final ValueReader values;

    HistoryReader(OpcUaClient client, ValueReader values) {
        this.client = client;
        this.values = values;
    }

    /**
     * What a server has kept of a node.
     *
     * @param readings the oldest first
     * @param whole whether these are all
     */
    record Kept(List<Reading> readings, boolean whole) {}

    /**
     * @param failure what a server answered
     * @return whether it does not have history at all
     */
    static boolean isUnsupported(UaException failure) {
        return UNSUPPORTED.contains(failure.getStatusCode().value() & StatusNames.CODE_MASK);
    }

    /**
     * @param point whose values
     * @param after when the last one before them was taken
     * @param before when the first one after them was taken
     * @param most how many at most
     * @return the values in between
     * @throws UaException if the server does not answer, or has none
     */
    Kept read(ResolvedPoint point, Instant after, Instant before, int most) throws UaException {
        List<Reading> readings = new ArrayList<>();
        ReadRawModifiedDetails details = new ReadRawModifiedDetails(
                false, new DateTime(after), new DateTime(before), uint(Math.min(most + 2, MOST_PER_CALL)), false);
        ByteString next = ByteString.NULL_VALUE;
        int inVain = 0;
        do {
            int known = readings.size();
            HistoryReadResponse response =
                    client.historyRead(details, TimestampsToReturn.Both, false, List.of(node(point, next)));
            HistoryReadResult result = only(response);
            Instant serverTime = response.getResponseHeader().getTimestamp().getJavaInstant();
            for (DataValue value : data(result)) {
                Reading reading = dated(values.read(point, value), serverTime);
                if (reading.sourceTime().isAfter(after) && reading.sourceTime().isBefore(before)) {
                    readings.add(reading);
                }
            }
            next = result.getContinuationPoint();
            inVain = readings.size() > known ? 0 : inVain + 1;
        } while (next != null && !next.isNullOrEmpty() && readings.size() < most && inVain < MOST_IN_VAIN);
        boolean more = next != null && !next.isNullOrEmpty();
        if (more) {
            client.historyRead(details, TimestampsToReturn.Both, true, List.of(node(point, next)));
        }
        return new Kept(readings.subList(0, Math.min(most, readings.size())), !more && readings.size() <= most);
    }

    private static HistoryReadValueId node(ResolvedPoint point, ByteString continuation) {
        return new HistoryReadValueId(
                point.node(), point.point().requestedRange(), QualifiedName.NULL_VALUE, continuation);
    }

    private static HistoryReadResult only(HistoryReadResponse response) throws UaException {
        HistoryReadResult[] results = response.getResults();
        if (results == null || results.length != 1) {
            throw new UaException(
                    StatusCodes.Bad_UnknownResponse, "the server answered for other nodes than were asked for");
        }
        StatusCode status = results[0].getStatusCode();
        if (!status.isGood()
                && !status.isUncertain()
                && (status.value() & StatusNames.CODE_MASK) != StatusCodes.Bad_NoData) {
            throw new UaException(status);
        }
        return results[0];
    }

    private DataValue[] data(HistoryReadResult result) throws UaException {
        if (result.getHistoryData() == null || result.getHistoryData().isNull()) {
            return new DataValue[0];
        }
        if (!(result.getHistoryData().decode(client.getStaticEncodingContext()) instanceof HistoryData data)) {
            throw new UaException(StatusCodes.Bad_DecodingError, "the server's history is no HistoryData");
        }
        return data.getDataValues() == null ? new DataValue[0] : data.getDataValues();
    }

    /** What time it is for the server now tells whether its clock is right; when the value was kept does not. */
    private static Reading dated(Reading reading, Instant serverTime) {
        return new Reading(
                reading.property(),
                reading.value(),
                reading.badReason(),
                reading.sourceTime(),
                Optional.of(serverTime));
    }
}
