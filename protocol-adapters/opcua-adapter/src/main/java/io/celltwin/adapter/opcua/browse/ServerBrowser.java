package io.celltwin.adapter.opcua.browse;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.celltwin.adapter.opcua.node.NodeReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.typetree.DataTypeTree;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseResultMask;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseResult;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/**
 * Finds the variables below a node, breadth first, each once. Blocks until the server has answered.
 */
final class ServerBrowser {

    /** More than any machine has; a server may make up its nodes as it is asked. */
    private static final int MOST_NODES = 20_000;

    private static final int DEEPEST = 16;
    private static final int ENUMERATION = 29;
    private static final int STRUCTURE = 22;

    private static final String UNIT = "EngineeringUnits";
    private static final String RANGE = "InstrumentRange";

    private final OpcUaClient client;
    private final NodeReader nodes;

    ServerBrowser(OpcUaClient client) {
        this.client = client;
        this.nodes = new NodeReader(client);
    }

    /**
     * @param start where to begin
     * @return the variables below it, without their properties; those of OPC-UA's own namespace only if it begins there
     * @throws UaException if the server does not answer
     */
    List<ServerVariable> variables(NodeId start) throws UaException {
        Set<NodeId> seen = new HashSet<>(Set.of(start));
        Deque<Place> places = new ArrayDeque<>(List.of(new Place(start, List.of(), false)));
        List<Place> found = new ArrayList<>();
        Map<NodeId, NodeId> units = new HashMap<>();
        Map<NodeId, NodeId> ranges = new HashMap<>();
        while (!places.isEmpty() && seen.size() < MOST_NODES) {
            Place place = places.remove();
            for (ReferenceDescription reference : below(place.node())) {
                NodeId node = reference
                        .getNodeId()
                        .toNodeId(client.getNamespaceTable())
                        .orElse(NodeId.NULL_VALUE);
                String name = reference.getBrowseName().name();
                boolean property = NodeIds.HasProperty.equals(reference.getReferenceTypeId());
                if (place.variable() && property) {
                    if (UNIT.equals(name)) {
                        units.put(place.node(), node);
                    } else if (RANGE.equals(name)) {
                        ranges.put(place.node(), node);
                    }
                } else if (node.isNotNull() && !NodeIds.Server.equals(node) && seen.add(node)) {
                    Place next = new Place(
                            node,
                            Stream.concat(place.path().stream(), Stream.of(String.valueOf(name)))
                                    .toList(),
                            reference.getNodeClass() == NodeClass.Variable);
                    if (next.variable()) {
                        found.add(next);
                    }
                    if (next.path().size() < DEEPEST) {
                        places.add(next);
                    }
                }
            }
        }
        return described(found, units, ranges);
    }

    private List<ReferenceDescription> below(NodeId node) throws UaException {
        List<ReferenceDescription> references = new ArrayList<>();
        BrowseResult result = client.browse(new BrowseDescription(
                node,
                BrowseDirection.Forward,
                NodeIds.HierarchicalReferences,
                true,
                uint(NodeClass.Object.getValue() | NodeClass.Variable.getValue()),
                uint(BrowseResultMask.All.getValue())));
        add(result, references);
        while (result.getContinuationPoint() != null
                && result.getContinuationPoint().isNotNull()
                && references.size() < MOST_NODES) {
            ByteString more = result.getContinuationPoint();
            BrowseResult[] next = client.browseNext(false, List.of(more)).getResults();
            if (next == null || next.length == 0) {
                break;
            }
            result = next[0];
            add(result, references);
        }
        return references;
    }

    private static void add(BrowseResult result, List<ReferenceDescription> references) {
        if (result.getReferences() != null) {
            references.addAll(List.of(result.getReferences()));
        }
    }

    private List<ServerVariable> described(List<Place> found, Map<NodeId, NodeId> units, Map<NodeId, NodeId> ranges)
            throws UaException {
        List<NodeId> ids = found.stream().map(Place::node).toList();
        List<DataValue> types = nodes.read(ids, AttributeId.DataType);
        List<DataValue> ranks = nodes.read(ids, AttributeId.ValueRank);
        List<DataValue> access = nodes.read(ids, AttributeId.UserAccessLevel);
        Map<NodeId, Object> values = values(
                Stream.concat(units.values().stream(), ranges.values().stream()).toList());
        DataTypeTree tree = client.getDataTypeTree();
        List<ServerVariable> variables = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            NodeId node = ids.get(i);
            variables.add(new ServerVariable(
                    node,
                    found.get(i).path(),
                    types.get(i).value().value() instanceof NodeId type ? builtIn(tree, type) : 0,
                    ranks.get(i).value().value() instanceof Integer rank ? Math.max(0, rank) : 0,
                    access.get(i).value().value() instanceof UByte level
                            && AccessLevel.fromValue(level).contains(AccessLevel.CurrentWrite),
                    decoded(values.get(units.get(node)), EUInformation.class),
                    decoded(values.get(ranges.get(node)), Range.class)));
        }
        return variables;
    }

    private Map<NodeId, Object> values(List<NodeId> of) throws UaException {
        Map<NodeId, Object> values = new HashMap<>();
        List<DataValue> read = nodes.read(of, AttributeId.Value);
        for (int i = 0; i < of.size(); i++) {
            values.put(of.get(i), read.get(i).value().value());
        }
        return values;
    }

    private static int builtIn(DataTypeTree tree, NodeId type) {
        if (tree.isEnumType(type)) {
            return ENUMERATION;
        }
        if (tree.isStructType(type)) {
            return STRUCTURE;
        }
        OpcUaDataType builtIn = tree.getBuiltinType(type);
        return builtIn == null ? 0 : builtIn.getTypeId();
    }

    private <T> Optional<T> decoded(Object value, Class<T> type) {
        try {
            return value instanceof ExtensionObject object
                    ? Optional.of(object.decode(client.getStaticEncodingContext()))
                            .filter(type::isInstance)
                            .map(type::cast)
                    : Optional.empty();
        } catch (RuntimeException e) {
            // A unit or range that makes no sense is none.
            return Optional.empty();
        }
    }

    /** A node on the way. */
    private record Place(NodeId node, List<String> path, boolean variable) {}
}
