package io.celltwin.adapter.opcua.alarm;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.FilterOperator;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.ContentFilterElement;
import org.eclipse.milo.opcua.stack.core.types.structured.ElementOperand;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.LiteralOperand;
import org.eclipse.milo.opcua.stack.core.types.structured.SimpleAttributeOperand;

/**
 * Which events a server is to tell (OPC 10000-4, 7.22.3 and 7.7): conditions, those of some nodes only if they are named, and what it says of
 * the telling itself. Servers let those pass anyway (OPC 10000-9, 4.5), but not all do.
 */
final class ConditionFilter {

    private final EncodingContext context;
    private final List<ContentFilterElement> elements = new ArrayList<>();

    private ConditionFilter(EncodingContext context) {
        this.context = context;
    }

    /**
     * @param context encodes
     * @param sources the nodes whose conditions are told; those of every node if empty
     * @return the filter
     */
    static EventFilter of(EncodingContext context, List<NodeId> sources) {
        ConditionFilter filter = new ConditionFilter(context);
        return new EventFilter(ConditionEvent.selectClauses(), filter.where(sources));
    }

    /**
     * @return a filter that lets every event pass
     */
    static EventFilter everything() {
        return new EventFilter(ConditionEvent.selectClauses(), new ContentFilter(new ContentFilterElement[0]));
    }

    // The first element is the root; each refers to later ones only.
    private ContentFilter where(List<NodeId> sources) {
        if (sources.isEmpty()) {
            // Or(condition, Or(refresh required, Or(refresh start, Or(refresh end, overflow))))
            add(FilterOperator.Or, element(1), element(2));
            ofType(NodeIds.ConditionType);
            aboutTheTelling(3);
        } else {
            // Or(And(condition, source in list), Or(...))
            add(FilterOperator.Or, element(1), element(4));
            add(FilterOperator.And, element(2), element(3));
            ofType(NodeIds.ConditionType);
            sourceIn(sources);
            aboutTheTelling(5);
        }
        return new ContentFilter(elements.toArray(ContentFilterElement[]::new));
    }

    private void aboutTheTelling(int next) {
        add(FilterOperator.Or, element(next), element(next + 1));
        ofType(NodeIds.RefreshRequiredEventType);
        add(FilterOperator.Or, element(next + 2), element(next + 3));
        ofType(NodeIds.RefreshStartEventType);
        add(FilterOperator.Or, element(next + 4), element(next + 5));
        ofType(NodeIds.RefreshEndEventType);
        ofType(NodeIds.EventQueueOverflowEventType);
    }

    private void sourceIn(List<NodeId> sources) {
        List<UaStructuredType> operands = new ArrayList<>();
        operands.add(new SimpleAttributeOperand(
                NodeIds.BaseEventType,
                new QualifiedName[] {new QualifiedName(0, "SourceNode")},
                AttributeId.Value.uid(),
                null));
        sources.forEach(source -> operands.add(new LiteralOperand(Variant.of(source))));
        add(FilterOperator.InList, operands.toArray(UaStructuredType[]::new));
    }

    private void ofType(NodeId type) {
        add(FilterOperator.OfType, new LiteralOperand(Variant.of(type)));
    }

    private void add(FilterOperator operator, UaStructuredType... operands) {
        ExtensionObject[] encoded = new ExtensionObject[operands.length];
        for (int i = 0; i < operands.length; i++) {
            encoded[i] = ExtensionObject.encode(context, operands[i]);
        }
        elements.add(new ContentFilterElement(operator, encoded));
    }

    private static ElementOperand element(int index) {
        return new ElementOperand(uint(index));
    }
}
