package io.celltwin.adapter.opcua.node;

import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.driver.WriteOutcome.Refused;
import io.celltwin.adapter.driver.WriteOutcome.Unknown;
import io.celltwin.adapter.driver.WriteOutcome.Written;
import io.celltwin.adapter.opcua.failure.FailureReasons;
import io.celltwin.adapter.opcua.failure.StatusNames;
import io.celltwin.adapter.opcua.point.ResolvedPoint;
import io.celltwin.adapter.opcua.value.VariantEncoder;
import io.celltwin.adapter.opcua.value.VariantEncoder.NotEncodable;
import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;

/**
 * Writes the values of nodes. Blocks until the server has answered.
 * <ol>
 * <li>The node is read: its present value tells which type the server wants.</li>
 * <li>The new value is made one of that type, or refused if it does not fit.</li>
 * <li>It is written, without status and times, which few servers take (OPC 10000-4, 5.11.4).</li>
 * <li>The node is read back: only that tells what the device holds.</li>
 * </ol>
 * One write at a time, so that a value that is read back is that of this write.
 */
public final class NodeWriter {

    private static final List<Long> WRONG_VALUE = List.of(StatusCodes.Bad_TypeMismatch, StatusCodes.Bad_OutOfRange);

    private final OpcUaClient client;
    private final NodeValues values;
    private final Supplier<List<ResolvedPoint>> points;
    private final VariantEncoder encoder = new VariantEncoder();

    /**
     * @param client a client with an open session
     * @param values reads nodes back
     * @param points gives the nodes that can be written
     */
    public NodeWriter(OpcUaClient client, NodeValues values, Supplier<List<ResolvedPoint>> points) {
        this.client = client;
        this.values = values;
        this.points = points;
    }

    /**
     * Reads one node.
     *
     * @throws UaException if the server does not answer
     */
    public Reading read(ModelProperty property) throws UaException {
        Optional<ResolvedPoint> point = point(property);
        return point.isPresent()
                ? values.read(List.of(point.get())).get(0)
                : Reading.bad(property, "the server has no node for it", Instant.now());
    }

    private Optional<ResolvedPoint> point(ModelProperty property) {
        return points.get().stream()
                .filter(each -> each.point().property().twinPath().equals(property.twinPath()))
                .findFirst();
    }

    /**
     * Writes one node and reads it back.
     *
     * @param write what it is to hold
     * @return what became of it
     */
    public synchronized WriteOutcome write(PropertyWrite write) {
        Optional<ResolvedPoint> point = point(write.property());
        if (point.isEmpty()) {
            return new Refused(
                    Refusal.NOT_SUPPORTED,
                    "the server has no node for property " + write.property().name());
        }
        try {
            Variant present = client.read(0, TimestampsToReturn.Neither, List.of(NodeValues.value(point.get())))
                    .getResults()[0]
                    .value();
            Object value = numbered(write.value(), point.get().names());
            // A range of one element is an array for a server.
            return write(
                    point.get(), encoder.encode(point.get().point().isElement() ? List.of(value) : value, present));
        } catch (NotEncodable e) {
            return new Refused(
                    Refusal.INVALID_VALUE,
                    "property %s: %s".formatted(write.property().name(), e.getMessage()));
        } catch (UaException | RuntimeException e) {
            return new Refused(Refusal.NOT_CONNECTED, FailureReasons.of(e));
        }
    }

    private static Object numbered(Object value, Map<Long, String> names) throws NotEncodable {
        if (names.isEmpty()) {
            return value;
        }
        for (Map.Entry<Long, String> constant : names.entrySet()) {
            if (constant.getValue().equals(value)) {
                return constant.getKey();
            }
        }
        throw new NotEncodable("%s is none of %s".formatted(value, List.copyOf(names.values())));
    }

    private WriteOutcome write(ResolvedPoint point, Variant value) {
        StatusCode status;
        try {
            status = client.write(List.of(new WriteValue(
                            point.node(),
                            AttributeId.Value.uid(),
                            point.point().requestedRange(),
                            DataValue.valueOnly(value))))
                    .getResults()[0];
        } catch (UaException | RuntimeException e) {
            return new Unknown("the value was sent, but: " + FailureReasons.of(e));
        }
        if (!status.isGood()) {
            return new Refused(
                    WRONG_VALUE.contains(status.value()) ? Refusal.INVALID_VALUE : Refusal.REFUSED_BY_DEVICE,
                    StatusNames.of(status));
        }
        return readBack(point);
    }

    private WriteOutcome readBack(ResolvedPoint point) {
        try {
            Reading held = values.read(List.of(point)).get(0);
            return held.badReason()
                    .<WriteOutcome>map(reason -> new Unknown("the value was written, but is not good now: " + reason))
                    .orElseGet(() -> new Written(held));
        } catch (UaException | RuntimeException e) {
            return new Unknown("the value was written, but not read back: " + FailureReasons.of(e));
        }
    }
}
