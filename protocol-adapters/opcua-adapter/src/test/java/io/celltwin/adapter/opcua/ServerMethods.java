package io.celltwin.adapter.opcua;

import io.celltwin.adapter.opcua.TestServer.Nodes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.methods.AbstractMethodInvocationHandler;
import org.eclipse.milo.opcua.sdk.server.nodes.UaMethodNode;
import org.eclipse.milo.opcua.stack.core.ReferenceTypes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;

/** Adds methods to an object of a test server, and keeps what they were called with. */
final class ServerMethods {

    private final Nodes nodes;
    private final String object;
    private final List<List<Object>> calls = new CopyOnWriteArrayList<>();

    ServerMethods(Nodes nodes, String object) {
        this.nodes = nodes;
        this.object = object;
        nodes.folder(object);
    }

    /** What a method does. */
    interface Body {

        Variant[] call(Variant[] input) throws UaException;
    }

    static Argument argument(String name, NodeId type, int rank) {
        return new Argument(name, type, rank, null, LocalizedText.NULL_VALUE);
    }

    List<List<Object>> calls() {
        return calls;
    }

    ServerMethods add(String name, List<Argument> input, List<Argument> output, Body body) {
        UaMethodNode node = UaMethodNode.builder(nodes.context())
                .setNodeId(nodes.id(name))
                .setBrowseName(nodes.name(name))
                .setDisplayName(LocalizedText.english(name))
                .build();
        node.setInputArguments(input.toArray(Argument[]::new));
        node.setOutputArguments(output.toArray(Argument[]::new));
        node.setInvocationHandler(new AbstractMethodInvocationHandler(node) {

            @Override
            public Argument[] getInputArguments() {
                return input.toArray(Argument[]::new);
            }

            @Override
            public Argument[] getOutputArguments() {
                return output.toArray(Argument[]::new);
            }

            @Override
            protected Variant[] invoke(InvocationContext context, Variant[] values) throws UaException {
                calls.add(List.of(values).stream().map(Variant::value).toList());
                return body.call(values);
            }
        });
        node.addReference(new Reference(
                node.getNodeId(), ReferenceTypes.HasComponent, nodes.id(object).expanded(), false));
        nodes.add(node);
        return this;
    }

    static Body giving(Function<Variant[], Object> result) {
        return input -> new Variant[] {Variant.of(result.apply(input))};
    }
}
