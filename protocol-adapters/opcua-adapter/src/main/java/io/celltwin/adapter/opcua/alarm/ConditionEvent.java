package io.celltwin.adapter.opcua.alarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.SimpleAttributeOperand;

/**
 * One event as the server tells it, by the fields of OPC 10000-9 that are asked for. What a server leaves out, or fills with another type,
 * is empty.
 *
 * @param fields in the order of {@link Field}
 */
record ConditionEvent(Variant[] fields) {

    /** Enough to understand a message or a comment; a twin has no room for more of each alarm. */
    private static final int LONGEST_TEXT = 200;

    /** What is asked for of each event. */
    enum Field {
        EVENT_ID(NodeIds.BaseEventType, "EventId"),
        EVENT_TYPE(NodeIds.BaseEventType, "EventType"),
        SOURCE_NODE(NodeIds.BaseEventType, "SourceNode"),
        SOURCE_NAME(NodeIds.BaseEventType, "SourceName"),
        TIME(NodeIds.BaseEventType, "Time"),
        MESSAGE(NodeIds.BaseEventType, "Message"),
        SEVERITY(NodeIds.BaseEventType, "Severity"),
        /** No field, but the node id of the condition itself (OPC 10000-9, 5.5.2). */
        CONDITION_ID(NodeIds.ConditionType),
        CONDITION_NAME(NodeIds.ConditionType, "ConditionName"),
        BRANCH_ID(NodeIds.ConditionType, "BranchId"),
        RETAIN(NodeIds.ConditionType, "Retain"),
        COMMENT(NodeIds.ConditionType, "Comment"),
        CLIENT_USER(NodeIds.ConditionType, "ClientUserId"),
        ACKED(NodeIds.AcknowledgeableConditionType, "AckedState", "Id"),
        ACKED_AT(NodeIds.AcknowledgeableConditionType, "AckedState", "TransitionTime"),
        CONFIRMED(NodeIds.AcknowledgeableConditionType, "ConfirmedState", "Id"),
        ACTIVE(NodeIds.AlarmConditionType, "ActiveState", "Id"),
        ACTIVE_AT(NodeIds.AlarmConditionType, "ActiveState", "TransitionTime"),
        SUPPRESSED(NodeIds.AlarmConditionType, "SuppressedState", "Id"),
        SHELVING(NodeIds.AlarmConditionType, "ShelvingState", "CurrentState", "Id");

        private final NodeId type;
        private final List<String> path;

        Field(NodeId type, String... path) {
            this.type = type;
            this.path = List.of(path);
        }

        private SimpleAttributeOperand operand() {
            QualifiedName[] names =
                    path.stream().map(name -> new QualifiedName(0, name)).toArray(QualifiedName[]::new);
            AttributeId attribute = path.isEmpty() ? AttributeId.NodeId : AttributeId.Value;
            return new SimpleAttributeOperand(type, names, attribute.uid(), null);
        }
    }

    /** What a server is to tell of each event. */
    static SimpleAttributeOperand[] selectClauses() {
        List<SimpleAttributeOperand> operands = new ArrayList<>();
        for (Field field : Field.values()) {
            operands.add(field.operand());
        }
        return operands.toArray(SimpleAttributeOperand[]::new);
    }

    Optional<NodeId> node(Field field) {
        return value(field, NodeId.class).filter(NodeId::isNotNull);
    }

    Optional<Boolean> flag(Field field) {
        return value(field, Boolean.class);
    }

    Optional<DateTime> time(Field field) {
        return value(field, DateTime.class).filter(DateTime::isNotNull);
    }

    Optional<String> text(Field field) {
        Optional<String> text = value(field, LocalizedText.class).map(LocalizedText::text);
        return text.or(() -> value(field, String.class))
                .filter(each -> !each.isBlank())
                .map(each -> each.length() <= LONGEST_TEXT ? each : each.substring(0, LONGEST_TEXT) + "…");
    }

    Optional<Long> number(Field field) {
        return value(field, Number.class).map(Number::longValue);
    }

    /** By which the server knows what is acknowledged; empty if it gives none. */
    Optional<ByteString> eventId() {
        return value(Field.EVENT_ID, ByteString.class).filter(ByteString::isNotNull);
    }

    boolean isOf(NodeId type) {
        return node(Field.EVENT_TYPE).filter(type::equals).isPresent();
    }

    private <T> Optional<T> value(Field field, Class<T> type) {
        Variant variant = field.ordinal() < fields.length ? fields[field.ordinal()] : null;
        return variant != null && type.isInstance(variant.value())
                ? Optional.of(type.cast(variant.value()))
                : Optional.empty();
    }
}
