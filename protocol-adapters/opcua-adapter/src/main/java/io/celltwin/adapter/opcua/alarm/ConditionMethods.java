package io.celltwin.adapter.opcua.alarm;

import static java.util.Map.entry;

import io.celltwin.adapter.driver.ActionOutcome;
import io.celltwin.adapter.driver.ActionOutcome.Done;
import io.celltwin.adapter.driver.ActionOutcome.Refused;
import io.celltwin.adapter.driver.ActionOutcome.Unknown;
import io.celltwin.adapter.driver.AlarmAcknowledgement;
import io.celltwin.adapter.driver.AlarmAcknowledgement.Step;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.opcua.failure.FailureReasons;
import io.celltwin.adapter.opcua.failure.StatusNames;
import io.celltwin.adapter.opcua.subscription.ItemPlace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;

/** The methods of conditions (OPC 10000-9, 5.5 and 5.7). Blocks until the server has answered. */
final class ConditionMethods {

    private static final Set<Long> NO_METHOD = Set.of(
            StatusCodes.Bad_MethodInvalid,
            StatusCodes.Bad_NodeIdUnknown,
            StatusCodes.Bad_NodeIdInvalid,
            StatusCodes.Bad_NotImplemented,
            StatusCodes.Bad_NotSupported,
            StatusCodes.Bad_ServiceUnsupported);

    private static final Map<Long, String> ADVICE = Map.ofEntries(
            entry(StatusCodes.Bad_ConditionBranchAlreadyAcked, "somebody has acknowledged it already"),
            entry(StatusCodes.Bad_ConditionBranchAlreadyConfirmed, "somebody has confirmed it already"),
            entry(StatusCodes.Bad_ConditionDisabled, "the alarm is switched off at the server"),
            entry(StatusCodes.Bad_EventIdUnknown, "it has changed meanwhile: look at it again"),
            entry(StatusCodes.Bad_EventNotAcknowledgeable, "this kind of alarm is not acknowledged"),
            entry(
                    StatusCodes.Bad_UserAccessDenied,
                    "the adapter's account may not do this: check its rights at the server, and celltwin.opcua.accounts"));

    private final OpcUaClient client;

    ConditionMethods(OpcUaClient client) {
        this.client = client;
    }

    /**
     * Has the server tell all conditions that are to be seen, as events.
     *
     * @param place to which item
     * @throws UaException if it does not: because it cannot, if {@link #isUnknown} says so
     */
    void refresh(ItemPlace place) throws UaException {
        StatusCode status = call(new CallMethodRequest(
                        NodeIds.ConditionType,
                        NodeIds.ConditionType_ConditionRefresh2,
                        new Variant[] {Variant.of(place.subscription()), Variant.of(place.item())}))
                .getStatusCode();
        if (isUnknown(status)) {
            // It came with OPC-UA 1.03 and is optional; this one tells the other items of the subscription, too.
            status = call(new CallMethodRequest(
                            NodeIds.ConditionType,
                            NodeIds.ConditionType_ConditionRefresh,
                            new Variant[] {Variant.of(place.subscription())}))
                    .getStatusCode();
        }
        if (!status.isGood()) {
            throw new UaException(status);
        }
    }

    /**
     * @param status what a server answered
     * @return whether it has no such method
     */
    static boolean isUnknown(StatusCode status) {
        return NO_METHOD.contains(status.value() & StatusNames.CODE_MASK);
    }

    /**
     * @param condition the condition
     * @param eventId the state of it that somebody has seen
     * @param acknowledgement what to tell the server
     * @return what became of it
     */
    ActionOutcome acknowledge(NodeId condition, ByteString eventId, AlarmAcknowledgement acknowledgement) {
        LocalizedText comment = acknowledgement
                .comment()
                .map(text -> new LocalizedText(null, text))
                .orElse(LocalizedText.NULL_VALUE);
        StatusCode status;
        try {
            status = call(new CallMethodRequest(
                            condition,
                            acknowledgement.step() == Step.CONFIRM
                                    ? NodeIds.AcknowledgeableConditionType_Confirm
                                    : NodeIds.AcknowledgeableConditionType_Acknowledge,
                            new Variant[] {Variant.of(eventId), Variant.of(comment)}))
                    .getStatusCode();
        } catch (UaException | RuntimeException e) {
            return new Unknown("the server was asked, but: " + FailureReasons.of(e));
        }
        if (status.isGood()) {
            return new Done(Map.of());
        }
        String name = StatusNames.of(status);
        if (isUnknown(status)) {
            return new Refused(Refusal.NOT_SUPPORTED, name + ": the server does not know this of such an alarm");
        }
        String advice = ADVICE.get(status.value() & StatusNames.CODE_MASK);
        return new Refused(Refusal.REFUSED_BY_DEVICE, advice == null ? name : "%s: %s".formatted(name, advice));
    }

    private CallMethodResult call(CallMethodRequest request) throws UaException {
        CallMethodResult[] results = client.call(List.of(request)).getResults();
        if (results == null || results.length != 1) {
            throw new UaException(StatusCodes.Bad_UnknownResponse, "the server did not say what became of a call");
        }
        return results[0];
    }
}
