package io.celltwin.simulator.opcua;

import io.celltwin.simulator.device.DeviceValues;
import io.celltwin.simulator.device.SimulatedSignal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** The nodes of one namespace: a variable for each property, in folders by the parts of its name. */
final class MachineNamespace extends ManagedNamespaceWithLifecycle {

    private record Shown(NodeField field, SimulatedSignal signal, UaVariableNode node) {}

    private final DeviceValues values;
    private final Clock clock;
    private final SubscriptionModel subscriptions;
    private final Map<String, UaFolderNode> folders = new HashMap<>();
    private final List<Shown> changing = new ArrayList<>();

    MachineNamespace(OpcUaServer server, String uri, List<NodeField> fields, DeviceValues values, Clock clock) {
        super(server, uri);
        this.values = values;
        this.clock = clock;
        this.subscriptions = new SubscriptionModel(server, this);
        getLifecycleManager().addLifecycle(subscriptions);
        getLifecycleManager().addStartupTask(() -> fields.forEach(this::addVariable));
    }

    /** Shows the values of this moment, of all that only the device itself changes. */
    void refresh() {
        DateTime now = now();
        for (Shown each : changing) {
            Variant present = each.field.variant(each.signal.value());
            if (!present.equals(each.node.getValue().value())) {
                each.node.setValue(new DataValue(present, StatusCode.GOOD, now, now));
            }
        }
    }

    private void addVariable(NodeField field) {
        UaVariableNode node = new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                .setNodeId(newNodeId(field.identifier()))
                .setBrowseName(newQualifiedName(field.browseName()))
                .setDisplayName(LocalizedText.english(field.property().title()))
                .setDescription(LocalizedText.english(field.property().unit().symbol()))
                .setDataType(field.dataType())
                .setTypeDefinition(NodeIds.BaseDataVariableType)
                .setAccessLevel(accessLevel(field))
                .setUserAccessLevel(accessLevel(field))
                .build();
        DateTime now = now();
        SimulatedSignal signal = values.signal(field.property());
        node.setValue(new DataValue(field.variant(signal.value()), StatusCode.GOOD, now, now));
        if (field.property().writable()) {
            node.getFilterChain().addFirst(new WrittenValueFilter(field, values));
        } else {
            changing.add(new Shown(field, signal, node));
        }
        getNodeManager().addNode(node);
        folder(field.folders()).addOrganizes(node);
    }

    private UaFolderNode folder(List<String> path) {
        String name = String.join(".", path);
        UaFolderNode known = folders.get(name);
        if (known != null) {
            return known;
        }
        String own = path.isEmpty() ? "Machine" : path.get(path.size() - 1);
        UaFolderNode node = new UaFolderNode(
                getNodeContext(),
                newNodeId(name.isEmpty() ? own : name),
                newQualifiedName(own),
                LocalizedText.english(own));
        getNodeManager().addNode(node);
        folders.put(name, node);
        if (path.isEmpty()) {
            node.addReference(new Reference(
                    node.getNodeId(),
                    NodeIds.Organizes,
                    NodeIds.ObjectsFolder.expanded(),
                    Reference.Direction.INVERSE));
        } else {
            folder(path.subList(0, path.size() - 1)).addOrganizes(node);
        }
        return node;
    }

    private DateTime now() {
        return new DateTime(clock.instant());
    }

    private static Set<AccessLevel> accessLevel(NodeField field) {
        return field.property().writable() ? AccessLevel.READ_WRITE : AccessLevel.READ_ONLY;
    }

    @Override
    public void onDataItemsCreated(List<DataItem> items) {
        subscriptions.onDataItemsCreated(items);
    }

    @Override
    public void onDataItemsModified(List<DataItem> items) {
        subscriptions.onDataItemsModified(items);
    }

    @Override
    public void onDataItemsDeleted(List<DataItem> items) {
        subscriptions.onDataItemsDeleted(items);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> items) {
        subscriptions.onMonitoringModeChanged(items);
    }
}
