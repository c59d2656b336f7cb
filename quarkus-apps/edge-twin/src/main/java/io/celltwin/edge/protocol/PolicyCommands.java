package io.celltwin.edge.protocol;

import io.celltwin.edge.policydocument.PolicyPart;
import io.celltwin.edge.policydocument.PolicyPath;
import io.celltwin.edge.policydocument.PolicyRead;
import io.celltwin.edge.policydocument.PolicyWrite;
import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.base.model.signals.commands.exceptions.PathUnknownException;
import org.eclipse.ditto.json.JsonMissingFieldException;
import org.eclipse.ditto.json.JsonParseException;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.PolicyCommand;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.CommandsTopicPathBuilder;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.TopicPath;

/**
 * The commands for policies, read by themselves: Ditto's published adapter knows neither all parts of a policy nor what
 * they hold, and would drop the rest.
 */
final class PolicyCommands {
    private PolicyCommands() {}

    /** Whether a message is such a command. */
    static boolean isOne(Adaptable message) {
        TopicPath topic = message.getTopicPath();
        return topic.isGroup(TopicPath.Group.POLICIES)
                && topic.isCriterion(TopicPath.Criterion.COMMANDS)
                && topic.getAction().isPresent()
                && switch (topic.getAction().get()) {
                    case CREATE, MODIFY, DELETE, RETRIEVE -> true;
                    default -> false;
                };
    }

    /** @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is not one that can be executed */
    static Signal<?> of(Adaptable message) {
        TopicPath topic = message.getTopicPath();
        PolicyId id = PolicyId.of(topic.getNamespace(), topic.getEntityName());
        DittoHeaders headers = message.getDittoHeaders();
        JsonPointer pointer = JsonPointer.of(message.getPayload().getPath());
        PolicyPath path = PolicyPath.parse(pointer);
        return switch (topic.getAction().orElseThrow()) {
            case RETRIEVE -> new PolicyRead(id, path, message.getPayload().getFields(), headers);
            case DELETE -> {
                if (!path.part().isDeletable()) {
                    throw PathUnknownException.newBuilder(pointer).build();
                }
                yield new PolicyWrite(id, Command.Category.DELETE, path, Optional.empty(), headers);
            }
            case CREATE -> {
                if (path.part() != PolicyPart.POLICY) {
                    throw PathUnknownException.newBuilder(pointer).build();
                }
                yield new PolicyWrite(id, Command.Category.CREATE, path, Optional.of(value(message, path)), headers);
            }
            default -> new PolicyWrite(id, Command.Category.MODIFY, path, Optional.of(value(message, path)), headers);
        };
    }

    private static JsonValue value(Adaptable message, PolicyPath path) {
        JsonValue value = message.getPayload()
                .getValue()
                .orElseThrow(() -> new DittoJsonException(JsonMissingFieldException.newBuilder()
                        .fieldName("value")
                        .build()));
        boolean needsObject = path.part() == PolicyPart.POLICY;
        if (needsObject && (!value.isObject() || value.isNull())) {
            throw new DittoJsonException(JsonParseException.newBuilder()
                    .message("The value of a policy is not a JSON object.")
                    .build());
        }
        return value;
    }

    /** The topic of a command. */
    static TopicPath topicOf(PolicyCommand<?> command) {
        return switch (command.getCategory()) {
            case CREATE -> topic(command).create().build();
            case DELETE -> topic(command).delete().build();
            case QUERY -> topic(command).retrieve().build();
            default -> topic(command).modify().build();
        };
    }

    private static CommandsTopicPathBuilder topic(PolicyCommand<?> command) {
        return ProtocolFactory.newTopicPathBuilder(PolicyId.of(command.getEntityId()))
                .policies()
                .none()
                .commands();
    }
}
