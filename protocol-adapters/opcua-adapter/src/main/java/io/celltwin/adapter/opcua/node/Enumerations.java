package io.celltwin.adapter.opcua.node;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumField;
import org.eclipse.milo.opcua.stack.core.types.structured.EnumValueType;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/**
 * Finds the names of enumerations' values: in the {@code DataTypeDefinition} of a variable's data type, or, on servers older than
 * OPC-UA 1.04, in the type's property {@code EnumStrings} or {@code EnumValues} (OPC 10000-3, 5.8.3). Blocks until the server has
 * answered.
 */
public final class Enumerations {

    private static final String STRINGS = "EnumStrings";
    private static final String VALUES = "EnumValues";

    private final OpcUaClient client;
    private final NodeReader nodes;

    /**
     * @param client a client with an open session
     * @param nodes reads attributes
     */
    public Enumerations(OpcUaClient client, NodeReader nodes) {
        this.client = client;
        this.nodes = nodes;
    }

    /**
     * @param variables nodes that may hold a value of an enumeration
     * @return for each that does, the names of its enumeration's values by number
     * @throws UaException if the server does not answer
     */
    public Map<NodeId, Map<Long, String>> names(List<NodeId> variables) throws UaException {
        Map<NodeId, Map<Long, String>> ofTypes = new HashMap<>();
        Map<NodeId, Map<Long, String>> ofVariables = new HashMap<>();
        List<DataValue> types = nodes.read(variables, AttributeId.DataType);
        for (int i = 0; i < variables.size(); i++) {
            if (types.get(i).value().value() instanceof NodeId type && !isBuiltIn(type)) {
                Map<Long, String> names = ofTypes.get(type);
                if (names == null) {
                    names = ofType(type);
                    ofTypes.put(type, names);
                }
                if (!names.isEmpty()) {
                    ofVariables.put(variables.get(i), names);
                }
            }
        }
        return ofVariables;
    }

    // The built-in types and the abstract ones above them have the numbers up to 29, which is Enumeration itself.
    private static boolean isBuiltIn(NodeId type) {
        return type.getNamespaceIndex().intValue() == 0
                && type.getIdentifier() instanceof Number number
                && number.longValue() <= ((Number) NodeIds.Enumeration.getIdentifier()).longValue();
    }

    private Map<Long, String> ofType(NodeId type) throws UaException {
        Object definition = nodes.read(List.of(type), AttributeId.DataTypeDefinition)
                .get(0)
                .value()
                .value();
        Map<Long, String> names = definition == null ? Map.of() : ofDefinition(definition);
        return names.isEmpty() ? ofProperties(type) : names;
    }

    private Map<Long, String> ofDefinition(Object definition) {
        Map<Long, String> names = new LinkedHashMap<>();
        if (decoded(definition) instanceof EnumDefinition enumeration && enumeration.getFields() != null) {
            for (EnumField field : enumeration.getFields()) {
                names.put(field.getValue(), field.getName());
            }
        }
        return names;
    }

    private Map<Long, String> ofProperties(NodeId type) throws UaException {
        ReferenceDescription[] properties = client.browse(new BrowseDescription(
                        type,
                        BrowseDirection.Forward,
                        NodeIds.HasProperty,
                        true,
                        uint(NodeClass.Variable.getValue()),
                        uint(BrowseResultMask.BrowseName.getValue())))
                .getReferences();
        List<NodeId> found = new ArrayList<>();
        for (ReferenceDescription property : properties == null ? new ReferenceDescription[0] : properties) {
            QualifiedName name = property.getBrowseName();
            if (STRINGS.equals(name.name()) || VALUES.equals(name.name())) {
                property.getNodeId().toNodeId(client.getNamespaceTable()).ifPresent(found::add);
            }
        }
        Map<Long, String> names = new LinkedHashMap<>();
        for (DataValue value : nodes.read(found, AttributeId.Value)) {
            if (value.value().value() instanceof LocalizedText[] strings) {
                for (int i = 0; i < strings.length; i++) {
                    names.put((long) i, strings[i].text());
                }
            } else if (value.value().value() instanceof ExtensionObject[] values) {
                for (ExtensionObject each : values) {
                    if (decoded(each) instanceof EnumValueType constant) {
                        names.put(constant.getValue(), constant.getDisplayName().text());
                    }
                }
            }
        }
        names.values().removeIf(name -> name == null);
        return names;
    }

    private UaStructuredType decoded(Object value) {
        try {
            return value instanceof ExtensionObject object ? object.decode(client.getStaticEncodingContext()) : null;
        } catch (RuntimeException e) {
            // What the server says of its type makes no sense; then its values are just numbers.
            return null;
        }
    }
}
