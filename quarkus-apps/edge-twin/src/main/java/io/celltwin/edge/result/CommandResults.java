package io.celltwin.edge.result;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.EntityKind;
import io.celltwin.edge.precondition.EntityTags;
import java.util.Optional;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.DittoHeadersBuilder;
import org.eclipse.ditto.base.model.headers.contenttype.ContentType;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.protocol.CommandsTopicPathBuilder;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.protocol.TopicPathBuilder;
import org.eclipse.ditto.things.model.ThingId;

/** Makes the answers to commands. */
public final class CommandResults {
    private CommandResults() {}

    /** The answer to a write: 201 with what was created, else 204. */
    public static CommandResult written(
            TopicPath.Action action,
            Entity after,
            JsonPointer path,
            JsonPointer resourcePath,
            Optional<JsonValue> created,
            DittoHeaders headers) {
        HttpStatus status = created.isPresent() ? HttpStatus.CREATED : HttpStatus.NO_CONTENT;
        return new CommandResult(
                topic(after.key(), action), resourcePath, status, created, tagged(after, path, headers));
    }

    /**
     * The answer to a migration: 200 with what was changed, or 202 with what would be.
     *
     * @param value the answer's content
     */
    public static CommandResult migrated(Entity entity, boolean applied, JsonValue value, DittoHeaders headers) {
        return new CommandResult(
                topic(entity.key(), TopicPath.Action.MIGRATE),
                JsonPointer.empty(),
                applied ? HttpStatus.OK : HttpStatus.ACCEPTED,
                Optional.of(value),
                tagged(entity, JsonPointer.empty(), headers));
    }

    /** The answer to an action, which tells nothing but that it was done. */
    public static CommandResult executed(Entity after, JsonPointer resourcePath, DittoHeaders headers) {
        return new CommandResult(
                topic(after.key(), TopicPath.Action.MODIFY),
                resourcePath,
                HttpStatus.NO_CONTENT,
                Optional.empty(),
                headers.toBuilder()
                        .responseRequired(false)
                        .putHeader("entity-revision", Long.toString(after.revision()))
                        .build());
    }

    /** The answer to a query. */
    public static CommandResult found(
            Entity entity, JsonPointer path, JsonPointer resourcePath, JsonValue value, DittoHeaders headers) {
        return new CommandResult(
                topic(entity.key(), TopicPath.Action.RETRIEVE),
                resourcePath,
                HttpStatus.OK,
                Optional.of(value),
                tagged(entity, path, headers));
    }

    private static DittoHeaders tagged(Entity entity, JsonPointer path, DittoHeaders headers) {
        if (!headers.isResponseRequired()) {
            return headers;
        }
        DittoHeadersBuilder<?, ?> builder = headers.toBuilder()
                .removePreconditionHeaders()
                .removeHeader(DittoHeaderDefinition.CONDITION.getKey())
                .responseRequired(false)
                .contentType(ContentType.APPLICATION_JSON)
                .putHeader("entity-revision", Long.toString(entity.revision()));
        EntityTags.of(entity.ifAlive(), path).ifPresent(builder::eTag);
        return builder.build();
    }

    private static TopicPath topic(EntityKey key, TopicPath.Action action) {
        TopicPathBuilder builder = key.kind() == EntityKind.THING
                ? ProtocolFactory.newTopicPathBuilder(ThingId.of(key.id()))
                        .things()
                        .twin()
                : ProtocolFactory.newTopicPathBuilder(PolicyId.of(key.id()))
                        .policies()
                        .none();
        return withAction(builder, action);
    }

    private static TopicPath withAction(TopicPathBuilder builder, TopicPath.Action action) {
        CommandsTopicPathBuilder commands = builder.commands();
        return switch (action) {
            case CREATE -> commands.create().build();
            case MODIFY -> commands.modify().build();
            case MERGE -> commands.merge().build();
            case MIGRATE -> commands.migrate().build();
            case DELETE -> commands.delete().build();
            case RETRIEVE -> commands.retrieve().build();
            default -> throw new IllegalArgumentException("No command is answered by '" + action + "'.");
        };
    }
}
