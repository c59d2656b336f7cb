package io.celltwin.adapter.opcua.node;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.opcua.point.ResolvedPoint;
import io.celltwin.adapter.opcua.value.ValueReader;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/**
 * Reads the present values of nodes. Blocks until the server has answered.
 */
public final class NodeValues {

    private final NodeReader nodes;
    private final ValueReader values;

    /**
     * @param nodes reads attributes
     * @param values makes readings of them
     */
    public NodeValues(NodeReader nodes, ValueReader values) {
        this.nodes = nodes;
        this.values = values;
    }

    /**
     * @param points the data points
     * @return a reading for each, bad for those that the server does not know or has no good value of
     * @throws UaException if the server does not answer, or refuses to
     */
    public List<Reading> read(List<ResolvedPoint> points) throws UaException {
        List<DataValue> data = nodes.read(points.stream().map(NodeValues::value).toList());
        List<Reading> readings = new ArrayList<>(points.size());
        for (int i = 0; i < points.size(); i++) {
            readings.add(values.read(points.get(i), data.get(i)));
        }
        return readings;
    }

    static ReadValueId value(ResolvedPoint point) {
        return new ReadValueId(
                point.node(), AttributeId.Value.uid(), point.point().requestedRange(), QualifiedName.NULL_VALUE);
    }
}
