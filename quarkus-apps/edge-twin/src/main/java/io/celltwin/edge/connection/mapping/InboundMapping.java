package io.celltwin.edge.connection.mapping;

import io.celltwin.edge.connection.transport.InboundMessage;
import io.celltwin.edge.protocol.DittoProtocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.DittoHeadersBuilder;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.connectivity.model.ConnectionSignalIdEnforcementFailedException;
import org.eclipse.ditto.connectivity.model.Enforcement;
import org.eclipse.ditto.connectivity.model.Source;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.PlaceholderFactory;
import org.eclipse.ditto.placeholders.PlaceholderFilter;
import org.eclipse.ditto.protocol.Adaptable;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;
import org.eclipse.ditto.protocol.placeholders.TopicPathPlaceholder;

/** Makes commands of the messages of one source, as its configuration says. */
public final class InboundMapping {
    private final Source source;
    private final String origin;
    private final DittoProtocol protocol;
    private final List<PayloadMapper> mappers;

    public InboundMapping(String origin, Source source, DittoProtocol protocol, PayloadMappers mappers) {
        this.source = source;
        this.origin = origin;
        this.protocol = protocol;
        this.mappers = mappers.of(source.getPayloadMapping());
    }

    /**
     * The commands, or whatever else they are, of a message.
     *
     * @return nothing if there is none to be made of it
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is not understood or not allowed
     */
    public List<Signal<?>> toSignals(InboundMessage message) {
        List<Signal<?>> signals = new ArrayList<>();
        for (PayloadMapper mapper : mappers) {
            for (Adaptable adaptable : mapper.inbound(message)) {
                signals.add(toSignal(message, adaptable));
            }
        }
        return signals;
    }

    private Signal<?> toSignal(InboundMessage message, Adaptable adaptable) {
        AuthorizationContext who = PlaceholderFilter.applyHeadersPlaceholderToAuthContext(
                source.getAuthorizationContext(), message.headers());
        Signal<?> signal = protocol.toSignal(adaptable, who, origin);
        Optional<EntityId> id =
                signal instanceof WithEntityId about ? Optional.of(about.getEntityId()) : Optional.empty();
        source.getEnforcement().ifPresent(enforcement -> enforce(enforcement, message, id, signal.getDittoHeaders()));
        return signal.setDittoHeaders(headers(message, adaptable, signal, id));
    }

    private static void enforce(
            Enforcement enforcement, InboundMessage message, Optional<EntityId> id, DittoHeaders headers) {
        List<String> allowed = PlaceholderFilter.applyForAll(
                enforcement.getInput(), PlaceholderFactory.newExpressionResolver(Placeholders.of(message)));
        ExpressionResolver entity = PlaceholderFactory.newExpressionResolver(Placeholders.ofEntity(id));
        boolean matches = enforcement.getFilters().stream()
                .flatMap(filter -> PlaceholderFilter.applyOrElseDelete(filter, entity).stream())
                .anyMatch(allowed::contains);
        if (!matches) {
            throw ConnectionSignalIdEnforcementFailedException.newBuilder(String.join(", ", allowed))
                    .dittoHeaders(headers)
                    .build();
        }
    }

    private DittoHeaders headers(InboundMessage message, Adaptable adaptable, Signal<?> signal, Optional<EntityId> id) {
        ExpressionResolver resolver = PlaceholderFactory.newExpressionResolver(Placeholders.of(
                message,
                id,
                PlaceholderFactory.newPlaceholderResolver(
                        TopicPathPlaceholder.getInstance(), adaptable.getTopicPath())));
        Map<String, String> mapped = new HashMap<>();
        source.getHeaderMapping()
                .getMapping()
                .forEach((name, template) -> PlaceholderFilter.applyOrElseDelete(template, resolver)
                        .ifPresent(value -> mapped.put(name, value)));
        DittoHeadersBuilder<?, ?> headers = signal.getDittoHeaders().toBuilder()
                .putHeaders(DittoProtocolAdapter.getHeaderTranslator().fromExternalHeaders(mapped));
        return source.isReplyTargetEnabled()
                ? headers.build()
                : headers.responseRequired(false).build();
    }
}
