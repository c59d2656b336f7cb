package io.celltwin.edge.protocol;

import io.celltwin.edge.entity.Change;
import io.celltwin.edge.entity.KeyPattern;
import io.celltwin.edge.event.Topics;
import io.celltwin.edge.event.VisibleEvent;
import io.celltwin.edge.result.CommandResult;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.DittoHeadersBuilder;
import org.eclipse.ditto.base.model.headers.contenttype.ContentType;
import org.eclipse.ditto.base.model.headers.translator.HeaderTranslator;
import org.eclipse.ditto.base.model.json.JsonSchemaVersion;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgements;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.PolicyCommand;
import org.eclipse.ditto.policies.model.signals.commands.PolicyErrorResponse;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.Payload;
import org.eclipse.ditto.protocol.PayloadBuilder;
import org.eclipse.ditto.protocol.ProtocolFactory;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.ThingErrorResponse;

/**
 * Between the Ditto protocol's JSON and what the twin works with. Every way into the twin goes through
 * {@link #toSignal}, so that Ditto's own classes check whatever comes from outside.
 */
public final class DittoProtocol {
    private static final DittoProtocolAdapter ADAPTER = DittoProtocolAdapter.newInstance();
    private static final HeaderTranslator HEADERS = DittoProtocolAdapter.getHeaderTranslator();

    /**
     * Reads a protocol message.
     *
     * @throws DittoRuntimeException if it is not one
     */
    public Adaptable parse(String json) {
        return DittoJsonException.wrapJsonRuntimeException(
                () -> ProtocolFactory.jsonifiableAdaptableFromJson(JsonFactory.newObject(json)));
    }

    /**
     * The command, or whatever else it is, of a protocol message.
     *
     * @param who on whose behalf it is, whatever the message says
     * @param origin names the connection that it came by
     * @throws DittoRuntimeException if Ditto's checks do not let it pass; has the message's headers
     */
    public Signal<?> toSignal(Adaptable message, AuthorizationContext who, String origin) {
        DittoHeaders given = message.getDittoHeaders();
        String correlationId =
                given.getCorrelationId().orElseGet(() -> UUID.randomUUID().toString());
        Signal<?> signal;
        try {
            StorableJson.check(message);
            signal = PolicyCommands.isOne(message)
                    ? PolicyCommands.of(message)
                    : ADAPTER.fromAdaptable(withKeyPatterns(message));
            MessageSize.check(signal);
        } catch (DittoRuntimeException e) {
            throw e.setDittoHeaders(
                    given.toBuilder().correlationId(correlationId).build());
        }
        return attributed(signal, correlationId, who, origin);
    }

    /**
     * A command that did not come as a protocol message, with the headers of those that did.
     *
     * @param who on whose behalf it is
     * @param origin names the connection that it came by
     */
    public Signal<?> onBehalfOf(Signal<?> signal, AuthorizationContext who, String origin) {
        String correlationId = signal.getDittoHeaders()
                .getCorrelationId()
                .orElseGet(() -> UUID.randomUUID().toString());
        return attributed(signal, correlationId, who, origin);
    }

    private static Signal<?> attributed(
            Signal<?> signal, String correlationId, AuthorizationContext who, String origin) {
        DittoHeadersBuilder<?, ?> headers = signal.getDittoHeaders().toBuilder()
                .schemaVersion(JsonSchemaVersion.V_2)
                .correlationId(correlationId)
                .origin(origin)
                .authorizationContext(who);
        who.getFirstAuthorizationSubject()
                .map(AuthorizationSubject::getId)
                .ifPresent(first -> headers.putHeader(DittoHeaderDefinition.ORIGINATOR.getKey(), first));
        return signal.setDittoHeaders(headers.build());
    }

    private static Adaptable withKeyPatterns(Adaptable message) {
        Optional<JsonValue> patch = message.getPayload()
                .getValue()
                .filter(value -> message.getTopicPath()
                        .getAction()
                        .filter(TopicPath.Action.MERGE::equals)
                        .isPresent());
        Optional<JsonValue> rewritten = patch.map(KeyPattern::withTildes).filter(value -> value != patch.get());
        return rewritten.isEmpty()
                ? message
                : Adaptable.newBuilder(message.getTopicPath())
                        .withPayload(Payload.newBuilder(message.getPayload())
                                .withValue(rewritten.get())
                                .build())
                        .withHeaders(message.getDittoHeaders())
                        .build();
    }

    /** The topic of a message's command. */
    public TopicPath topicOf(Signal<?> signal) {
        return signal instanceof PolicyCommand<?> command
                ? PolicyCommands.topicOf(command)
                : ADAPTER.toTopicPath(signal);
    }

    /** Headers as they may be shown outside. */
    public DittoHeaders external(DittoHeaders headers) {
        return DittoHeaders.of(HEADERS.toExternalHeaders(headers));
    }

    /** The text of an answer. */
    public String toText(CommandResult answer) {
        return toText(toMessage(answer));
    }

    /** The message of an answer. */
    public Adaptable toMessage(CommandResult answer) {
        PayloadBuilder payload = Payload.newBuilder(answer.path()).withStatus(answer.status());
        answer.value().ifPresent(payload::withValue);
        return Adaptable.newBuilder(answer.topic())
                .withPayload(payload.build())
                .withHeaders(external(answer.headers()))
                .build();
    }

    /** The text of any other message that Ditto's adapter knows. */
    public String toText(Signal<?> signal) {
        return toText(toMessage(signal));
    }

    /**
     * The text of a message with fields of its thing.
     *
     * @param extra the fields, empty if none
     */
    public String toText(Signal<?> signal, JsonObject extra) {
        return toText(toMessage(signal, extra));
    }

    /**
     * The message with fields of its thing.
     *
     * @param extra the fields, empty if none
     */
    public Adaptable toMessage(Signal<?> signal, JsonObject extra) {
        Adaptable message = toMessage(signal);
        return extra.isEmpty()
                ? message
                : Adaptable.newBuilder(message.getTopicPath())
                        .withPayload(Payload.newBuilder(message.getPayload())
                                .withExtra(extra)
                                .build())
                        .withHeaders(message.getDittoHeaders())
                        .build();
    }

    /** The form in which any other message that Ditto's adapter knows is sent. */
    public Adaptable toMessage(Signal<?> signal) {
        Adaptable adaptable = ADAPTER.toAdaptable(signal);
        return adaptable.setDittoHeaders(external(adaptable.getDittoHeaders()));
    }

    /** The message of all acknowledgements that a command asked for. */
    public Adaptable toMessage(Acknowledgements acknowledgements, boolean live) {
        Adaptable adaptable =
                ADAPTER.toAdaptable(acknowledgements, live ? TopicPath.Channel.LIVE : TopicPath.Channel.TWIN);
        return adaptable.setDittoHeaders(external(adaptable.getDittoHeaders()));
    }

    /**
     * The text of an error.
     *
     * @param topic the topic of the message that led to it
     */
    public String toText(DittoRuntimeException error, TopicPath topic) {
        return toText(toMessage(error, topic));
    }

    /**
     * The message of an error.
     *
     * @param topic the topic of the message that led to it
     */
    public Adaptable toMessage(DittoRuntimeException error, TopicPath topic) {
        DittoHeaders headers =
                error.getDittoHeaders().toBuilder().responseRequired(false).build();
        boolean named = !topic.isWildcardTopic() && !TopicPath.ID_PLACEHOLDER.equals(topic.getNamespace());
        if (named && topic.isGroup(TopicPath.Group.POLICIES)) {
            PolicyId id = PolicyId.of(topic.getNamespace(), topic.getEntityName());
            return toMessage(PolicyErrorResponse.of(id, error, headers));
        }
        if (named && topic.isGroup(TopicPath.Group.THINGS)) {
            ThingId id = ThingId.of(topic.getNamespace(), topic.getEntityName());
            return toMessage(ThingErrorResponse.of(id, error, headers));
        }
        return toMessage(ThingErrorResponse.of(error, headers));
    }

    /** The text of an error of which it is not known what it is about. */
    public String toText(DittoRuntimeException error) {
        return toText(ThingErrorResponse.of(
                error,
                error.getDittoHeaders().toBuilder().responseRequired(false).build()));
    }

    /**
     * The text of an event.
     *
     * @param labels the labels that whoever is told of it is asked to acknowledge with
     */
    public String toText(VisibleEvent visible, Set<AcknowledgementLabel> labels) {
        return toText(toMessage(visible, labels));
    }

    /** The message of an event for somebody who acknowledges nothing. */
    public Adaptable toMessage(VisibleEvent visible) {
        return toMessage(visible, Set.of());
    }

    private static Adaptable toMessage(VisibleEvent visible, Set<AcknowledgementLabel> labels) {
        Change change = visible.event().change();
        PayloadBuilder payload = Payload.newBuilder(change.path())
                .withRevision(change.revision())
                .withTimestamp(change.timestamp());
        visible.value().ifPresent(payload::withValue);
        if (!visible.extra().isEmpty()) {
            payload.withExtra(visible.extra());
        }
        DittoHeaders command = visible.event().commandHeaders();
        DittoHeadersBuilder<?, ?> headers = DittoHeaders.newBuilder()
                .schemaVersion(JsonSchemaVersion.V_2)
                .responseRequired(false)
                .contentType(
                        change.action().isPatch()
                                ? ContentType.APPLICATION_MERGE_PATCH_JSON
                                : ContentType.APPLICATION_JSON);
        command.getCorrelationId().ifPresent(headers::correlationId);
        if (!labels.isEmpty()) {
            headers.acknowledgementRequests(
                    labels.stream().map(AcknowledgementRequest::of).toList());
        }
        String originator = command.get(DittoHeaderDefinition.ORIGINATOR.getKey());
        if (originator != null) {
            headers.putHeader(DittoHeaderDefinition.ORIGINATOR.getKey(), originator);
        }
        return Adaptable.newBuilder(Topics.event(change))
                .withPayload(payload.build())
                .withHeaders(headers.build())
                .build();
    }

    /** The text of a message. */
    public String toText(Adaptable adaptable) {
        return ProtocolFactory.wrapAsJsonifiableAdaptable(adaptable).toJsonString();
    }
}
