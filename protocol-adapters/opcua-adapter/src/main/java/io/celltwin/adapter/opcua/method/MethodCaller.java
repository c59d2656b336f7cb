package io.celltwin.adapter.opcua.method;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.celltwin.adapter.driver.ActionInvocation;
import io.celltwin.adapter.driver.ActionOutcome;
import io.celltwin.adapter.driver.ActionOutcome.Done;
import io.celltwin.adapter.driver.ActionOutcome.Refused;
import io.celltwin.adapter.driver.ActionOutcome.Unknown;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.opcua.failure.FailureReasons;
import io.celltwin.adapter.opcua.failure.StatusNames;
import io.celltwin.adapter.opcua.method.MethodSignatures.Signature;
import io.celltwin.adapter.opcua.node.NodeReader;
import io.celltwin.adapter.opcua.point.DataPoints;
import io.celltwin.adapter.opcua.value.NotConvertibleException;
import io.celltwin.adapter.opcua.value.VariantConverter;
import io.celltwin.adapter.opcua.value.VariantEncoder;
import io.celltwin.adapter.opcua.value.VariantEncoder.NotEncodable;
import io.celltwin.model.binding.OpcUaMethod;
import io.celltwin.model.binding.OpcUaNodeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;

/**
 * Calls methods (OPC 10000-4, 5.12). Blocks until the server has answered.
 * <ol>
 * <li>The method's arguments are read, each time: a server may have another method of this name since.</li>
 * <li>The members of the input are put into their order, each made one of its argument's type. What is missing, what the method does not
 * know and what does not fit is refused before the server is asked.</li>
 * <li>It is called once. If no answer comes, it is not known whether the server has carried it out.</li>
 * </ol>
 */
public final class MethodCaller {

    private static final Map<Long, String> ADVICE = Map.ofEntries(
            entry(
                    StatusCodes.Bad_MethodInvalid,
                    "the object has no such method: correct the action's href and uav:componentOf"),
            entry(
                    StatusCodes.Bad_NodeIdUnknown,
                    "the server has no such node: correct the action's href and uav:componentOf"),
            entry(
                    StatusCodes.Bad_NodeIdInvalid,
                    "the server has no such node: correct the action's href and uav:componentOf"),
            entry(StatusCodes.Bad_NotImplemented, "the server has the method, but does nothing for it"),
            entry(
                    StatusCodes.Bad_NotExecutable,
                    "the method cannot be carried out now: look at the state of the machine"),
            entry(StatusCodes.Bad_InvalidState, "the machine is not in a state for this: look at its state"),
            entry(
                    StatusCodes.Bad_UserAccessDenied,
                    "the adapter's account may not call this method: check its rights at the server, and celltwin.opcua.accounts"),
            entry(
                    StatusCodes.Bad_SecurityModeInsufficient,
                    "the server wants a secured connection for this: set securityPolicy and securityMode of the device"),
            entry(StatusCodes.Bad_ArgumentsMissing, "the server wants more arguments than it says"),
            entry(StatusCodes.Bad_TooManyArguments, "the server wants fewer arguments than it says"));

    private static final List<Long> NO_METHOD = List.of(
            StatusCodes.Bad_MethodInvalid,
            StatusCodes.Bad_NodeIdUnknown,
            StatusCodes.Bad_NodeIdInvalid,
            StatusCodes.Bad_NotImplemented);
    private static final List<Long> WRONG_INPUT = List.of(
            StatusCodes.Bad_InvalidArgument,
            StatusCodes.Bad_ArgumentsMissing,
            StatusCodes.Bad_TooManyArguments,
            StatusCodes.Bad_TypeMismatch,
            StatusCodes.Bad_OutOfRange);

    private final OpcUaClient client;
    private final MethodSignatures signatures;
    private final VariantConverter converter;
    private final VariantEncoder encoder = new VariantEncoder();

    /**
     * @param client a client with an open session
     * @param nodes reads attributes
     * @param converter makes values of what methods give back
     */
    public MethodCaller(OpcUaClient client, NodeReader nodes, VariantConverter converter) {
        this.client = client;
        this.signatures = new MethodSignatures(client, nodes);
        this.converter = converter;
    }

    /**
     * @param invocation which action, with what
     * @param method which method that is
     * @return what became of it
     */
    public ActionOutcome call(ActionInvocation invocation, OpcUaMethod method) {
        NodeId object;
        NodeId called;
        Signature signature;
        Variant[] arguments;
        try {
            Optional<NodeId> foundObject = find(method.object());
            Optional<NodeId> foundMethod = find(method.method());
            if (foundObject.isEmpty() || foundMethod.isEmpty()) {
                return new Refused(Refusal.NOT_SUPPORTED, "the server has no namespace of the action's method");
            }
            object = foundObject.get();
            called = foundMethod.get();
            signature = signatures.of(called);
            arguments = arguments(invocation.input(), signature.input());
        } catch (NotEncodable e) {
            return new Refused(Refusal.INVALID_VALUE, e.getMessage());
        } catch (UaException e) {
            return notCalled(e);
        } catch (RuntimeException e) {
            return new Refused(Refusal.NOT_CONNECTED, FailureReasons.of(e));
        }
        try {
            CallMethodResult[] results = client.call(List.of(new CallMethodRequest(object, called, arguments)))
                    .getResults();
            return results == null || results.length != 1
                    ? new Unknown("the server did not say whether it carried the method out")
                    : outcome(results[0], signature, invocation.action().output());
        } catch (UaException | RuntimeException e) {
            return new Unknown("the method was called, but: " + FailureReasons.of(e));
        }
    }

    private static ActionOutcome refused(StatusCode status, StatusCode[] results, List<String> names) {
        long code = status.value() & StatusNames.CODE_MASK;
        List<String> wrong = new ArrayList<>();
        for (int i = 0; results != null && i < Math.min(results.length, names.size()); i++) {
            if (!results[i].isGood()) {
                wrong.add("argument %s: %s".formatted(names.get(i), StatusNames.of(results[i])));
            }
        }
        Refusal kind = Refusal.REFUSED_BY_DEVICE;
        if (NO_METHOD.contains(code)) {
            kind = Refusal.NOT_SUPPORTED;
        } else if (WRONG_INPUT.contains(code)) {
            kind = Refusal.INVALID_VALUE;
        }
        String name = StatusNames.of(status);
        String advice = ADVICE.get(code);
        String reason = advice == null ? name : "%s: %s".formatted(name, advice);
        return new Refused(kind, wrong.isEmpty() ? reason : "%s (%s)".formatted(reason, String.join(", ", wrong)));
    }

    private static ActionOutcome notCalled(UaException failure) {
        long code = failure.getStatusCode().value() & StatusNames.CODE_MASK;
        return NO_METHOD.contains(code)
                ? refused(failure.getStatusCode(), null, List.of())
                : new Refused(Refusal.NOT_CONNECTED, FailureReasons.of(failure));
    }

    private Optional<NodeId> find(OpcUaNodeId node) {
        return DataPoints.nodeId(node).toNodeId(client.getNamespaceTable());
    }

    private Variant[] arguments(Optional<Object> input, List<Argument> wanted) throws NotEncodable, UaException {
        Map<?, ?> given =
                input.filter(Map.class::isInstance).map(Map.class::cast).orElse(Map.of());
        for (Object name : given.keySet()) {
            if (wanted.stream().noneMatch(argument -> name.equals(argument.getName()))) {
                throw new NotEncodable("the method has no argument %s, only %s"
                        .formatted(name, wanted.stream().map(Argument::getName).toList()));
            }
        }
        Variant[] arguments = new Variant[wanted.size()];
        for (int i = 0; i < arguments.length; i++) {
            Argument argument = wanted.get(i);
            Object value = given.get(argument.getName());
            if (value == null) {
                throw new NotEncodable("argument %s is missing".formatted(argument.getName()));
            }
            try {
                arguments[i] = encoder.encode(value, type(argument), rank(argument), length(argument));
            } catch (NotEncodable e) {
                throw new NotEncodable("argument %s: %s".formatted(argument.getName(), e.getMessage()));
            }
        }
        return arguments;
    }

    private Class<?> type(Argument argument) throws UaException {
        return client.getDataTypeTree().getBackingClass(argument.getDataType());
    }

    /** Where it may have any rank, what is given says which. */
    private static VariantEncoder.Rank rank(Argument argument) throws NotEncodable {
        int rank = argument.getValueRank() == null ? -1 : argument.getValueRank();
        return switch (rank) {
            case -1 -> VariantEncoder.Rank.SCALAR;
            case 0, 1 -> VariantEncoder.Rank.ARRAY;
            case -2, -3 -> VariantEncoder.Rank.EITHER;
            default -> throw new NotEncodable("arrays of %d dimensions cannot be given".formatted(rank));
        };
    }

    private static int length(Argument argument) {
        return argument.getArrayDimensions() != null && argument.getArrayDimensions().length == 1
                ? argument.getArrayDimensions()[0].intValue()
                : 0;
    }

    private ActionOutcome outcome(CallMethodResult result, Signature signature, JsonNode schema) {
        StatusCode status = result.getStatusCode();
        if (status.isUncertain()) {
            return new Unknown("the server is not sure of what it did: " + StatusNames.of(status));
        }
        if (!status.isGood()) {
            return refused(
                    status,
                    result.getInputArgumentResults(),
                    signature.input().stream().map(Argument::getName).toList());
        }
        Variant[] values = result.getOutputArguments() == null ? new Variant[0] : result.getOutputArguments();
        Map<String, Object> output = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            String name =
                    i < signature.output().size() ? signature.output().get(i).getName() : "output" + (i + 1);
            try {
                output.put(name, converter.convert(values[i], member(schema, name)));
            } catch (NotConvertibleException e) {
                // Done it is none the less; what cannot be shown says so.
                output.put(name, Map.of("error", e.getMessage()));
            }
        }
        return new Done(output);
    }

    private static JsonNode member(JsonNode schema, String name) {
        return schema == null
                ? MissingNode.getInstance()
                : schema.path("properties").path(name);
    }
}
