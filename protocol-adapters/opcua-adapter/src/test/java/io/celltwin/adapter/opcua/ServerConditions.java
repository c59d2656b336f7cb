package io.celltwin.adapter.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.model.objects.AlarmConditionTypeNode;
import org.eclipse.milo.opcua.sdk.server.model.objects.BaseEventTypeNode;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultMethodServiceSet;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.DiagnosticInfo;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.eclipse.milo.opcua.stack.core.types.structured.CallRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallResponse;
import org.eclipse.milo.opcua.stack.transport.server.ServiceRequestContext;

/** Conditions of a test server, with the methods that Milo's own server has not: refresh, acknowledge. */
final class ServerConditions extends DefaultMethodServiceSet {

    /** How the server answers when it is asked to refresh. */
    enum Refreshing {
        WORKS,
        ONLY_WHOLE_SUBSCRIPTIONS,
        UNKNOWN,
        NEVER_ENDS
    }

    private final OpcUaServer server;
    private final Map<NodeId, AlarmConditionTypeNode> conditions = new ConcurrentHashMap<>();
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final AtomicInteger refreshes = new AtomicInteger();
    private volatile Refreshing refreshing = Refreshing.WORKS;

    ServerConditions(OpcUaServer server) {
        super(server);
        this.server = server;
    }

    void refreshing(Refreshing how) {
        refreshing = how;
    }

    int refreshes() {
        return refreshes.get();
    }

    /** What was acknowledged and confirmed, with the comments. */
    List<String> acknowledged() {
        return acknowledged;
    }

    /** Raises an alarm of a node, and tells it. */
    void raise(String source, String name, int severity, String message) {
        raise(source, name, severity, message, Instant.now());
    }

    void raise(String source, String name, int severity, String message, Instant at) {
        AlarmConditionTypeNode condition = condition(source, name);
        condition.setSeverity(ushort(severity));
        condition.setMessage(LocalizedText.english(message));
        condition.setRetain(true);
        condition.getActiveStateNode().setId(true);
        condition.getAckedStateNode().setId(false);
        tell(condition, at);
    }

    /** The alarm holds no more; it is still to be seen until somebody has acknowledged it. */
    void clear(String source, String name) {
        AlarmConditionTypeNode condition = condition(source, name);
        condition.getActiveStateNode().setId(false);
        condition.setRetain(!condition.getAckedStateNode().getId());
        tell(condition, Instant.now());
    }

    /** The alarm is over, and the server says so. */
    void end(String source, String name) {
        AlarmConditionTypeNode condition = condition(source, name);
        condition.getActiveStateNode().setId(false);
        condition.setRetain(false);
        tell(condition, Instant.now());
    }

    /** The server knows the alarm no more, and says nothing. */
    void forget(String source, String name) {
        conditions.remove(id(source, name));
    }

    /** Tells an event that is no condition. */
    void fireEvent(NodeId type) {
        try {
            BaseEventTypeNode event = server.getEventFactory()
                    .createEvent(id("event", UUID.randomUUID().toString()), type);
            event.setEventId(newEventId());
            event.setEventType(type);
            event.setSourceNode(NodeIds.Server);
            event.setSourceName("Server");
            event.setTime(DateTime.now());
            event.setReceiveTime(DateTime.NULL_VALUE);
            event.setMessage(LocalizedText.english("event"));
            event.setSeverity(ushort(1));
            server.getEventNotifier().fire(event);
            event.delete();
        } catch (UaException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public CallResponse onCall(ServiceRequestContext context, CallRequest request) throws UaException {
        CallMethodRequest[] calls = request.getMethodsToCall();
        Optional<CallMethodResult> own = calls.length == 1 ? answer(calls[0]) : Optional.empty();
        if (own.isEmpty()) {
            return super.onCall(context, request);
        }
        CallResponse template = super.onCall(
                context, new CallRequest(request.getRequestHeader(), new CallMethodRequest[] {unknownMethod()}));
        return new CallResponse(
                template.getResponseHeader(), new CallMethodResult[] {own.get()}, new DiagnosticInfo[0]);
    }

    private static CallMethodRequest unknownMethod() {
        return new CallMethodRequest(NodeIds.Server, NodeIds.Server, new Variant[0]);
    }

    private Optional<CallMethodResult> answer(CallMethodRequest call) {
        NodeId method = call.getMethodId();
        if (method.equals(NodeIds.ConditionType_ConditionRefresh2)) {
            return Optional.of(
                    refreshing == Refreshing.UNKNOWN || refreshing == Refreshing.ONLY_WHOLE_SUBSCRIPTIONS
                            ? result(StatusCodes.Bad_MethodInvalid)
                            : refresh());
        }
        if (method.equals(NodeIds.ConditionType_ConditionRefresh)) {
            return Optional.of(refreshing == Refreshing.UNKNOWN ? result(StatusCodes.Bad_MethodInvalid) : refresh());
        }
        if (method.equals(NodeIds.AcknowledgeableConditionType_Acknowledge)
                || method.equals(NodeIds.AcknowledgeableConditionType_Confirm)) {
            return Optional.of(acknowledge(call));
        }
        return Optional.empty();
    }

    private CallMethodResult refresh() {
        refreshes.incrementAndGet();
        fireEvent(NodeIds.RefreshStartEventType);
        conditions.values().stream().filter(AlarmConditionTypeNode::getRetain).forEach(server.getEventNotifier()::fire);
        if (refreshing != Refreshing.NEVER_ENDS) {
            fireEvent(NodeIds.RefreshEndEventType);
        }
        return result(0);
    }

    private CallMethodResult acknowledge(CallMethodRequest call) {
        AlarmConditionTypeNode condition = conditions.get(call.getObjectId());
        if (condition == null) {
            return result(StatusCodes.Bad_NodeIdUnknown);
        }
        if (!condition.getEventId().equals(call.getInputArguments()[0].value())) {
            return result(StatusCodes.Bad_EventIdUnknown);
        }
        if (call.getMethodId().equals(NodeIds.AcknowledgeableConditionType_Confirm)) {
            return result(StatusCodes.Bad_MethodInvalid);
        }
        if (condition.getAckedStateNode().getId()) {
            return result(StatusCodes.Bad_ConditionBranchAlreadyAcked);
        }
        LocalizedText comment = (LocalizedText) call.getInputArguments()[1].value();
        acknowledged.add(condition.getConditionName() + ": " + comment.text());
        condition.getAckedStateNode().setId(true);
        condition.setComment(comment);
        condition.setClientUserId("ada");
        condition.setRetain(condition.getActiveStateNode().getId());
        tell(condition, Instant.now());
        return result(0);
    }

    private static CallMethodResult result(long status) {
        return new CallMethodResult(new StatusCode(status), new StatusCode[0], new DiagnosticInfo[0], new Variant[0]);
    }

    private AlarmConditionTypeNode condition(String source, String name) {
        return conditions.computeIfAbsent(id(source, name), id -> {
            try {
                AlarmConditionTypeNode node =
                        (AlarmConditionTypeNode) server.getEventFactory().createEvent(id, NodeIds.AlarmConditionType);
                node.setEventType(NodeIds.AlarmConditionType);
                node.setSourceNode(id(source, ""));
                node.setSourceName(source);
                node.setConditionName(name);
                node.setBranchId(NodeId.NULL_VALUE);
                node.setReceiveTime(DateTime.NULL_VALUE);
                node.setComment(LocalizedText.NULL_VALUE);
                node.setClientUserId("");
                node.getEnabledStateNode().setId(true);
                return node;
            } catch (UaException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void tell(AlarmConditionTypeNode condition, Instant at) {
        condition.setEventId(newEventId());
        condition.setTime(new DateTime(at));
        server.getEventNotifier().fire(condition);
    }

    private NodeId id(String source, String name) {
        int namespace =
                server.getNamespaceTable().getIndex(TestServer.NAMESPACE).intValue();
        return new NodeId(namespace, name.isEmpty() ? source : source + "." + name);
    }

    private static ByteString newEventId() {
        return ByteString.of(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
    }
}
