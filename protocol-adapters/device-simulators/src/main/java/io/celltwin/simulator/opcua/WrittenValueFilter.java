package io.celltwin.simulator.opcua;

import io.celltwin.simulator.device.DeviceValues;
import org.eclipse.milo.opcua.sdk.server.nodes.filters.AttributeFilter;
import org.eclipse.milo.opcua.sdk.server.nodes.filters.AttributeFilterContext;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;

/** Passes what a client writes to a variable on to the process, and refuses what is out of range. */
final class WrittenValueFilter implements AttributeFilter {

    private final NodeField field;
    private final DeviceValues values;

    WrittenValueFilter(NodeField field, DeviceValues values) {
        this.field = field;
        this.values = values;
    }

    @Override
    public void writeAttribute(AttributeFilterContext context, AttributeId attribute, Object value) throws UaException {
        if (attribute == AttributeId.Value) {
            Object written = value instanceof DataValue data ? data.value().value() : null;
            if (!field.accepts(written)) {
                throw new UaException(
                        StatusCodes.Bad_OutOfRange,
                        "outside the range of " + field.property().name());
            }
            values.write(field.property(), written);
        }
        context.writeAttribute(attribute, value);
    }
}
