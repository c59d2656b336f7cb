package io.celltwin.edge.connection;

import io.celltwin.edge.protocol.DittoProtocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
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
final class InboundMapping {
    /** What Hono sends to say that a device did something else than send data; Ditto's mapper drops them as well. */
    private static final Set<String> NOTIFICATIONS = Set.of(
            "application/vnd.eclipse-hono-empty-notification",
            "application/vnd.eclipse-hono-dc-notification+json",
            "application/vnd.eclipse-hono-delivery-failure-notification+json");

    private final Source source;
    private final String origin;
    private final DittoProtocol protocol;

    InboundMapping(String origin, Source source, DittoProtocol protocol) {
        this.source = source;
        this.origin = origin;
        this.protocol = protocol;
    }

    /**
     * The command, or whatever else it is, of a message.
     *
     * @return nothing if there is none to be made of it
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is not understood or not allowed
     */
    Optional<Signal<?>> toSignal(InboundMessage message) {
        if (NOTIFICATIONS.contains(message.headers().getOrDefault("content-type", ""))) {
            return Optional.empty();
        }
        Adaptable adaptable = protocol.parse(message.payload());
        AuthorizationContext who = PlaceholderFilter.applyHeadersPlaceholderToAuthContext(
                source.getAuthorizationContext(), message.headers());
        Signal<?> signal = protocol.toSignal(adaptable, who, origin);
        Optional<EntityId> id =
                signal instanceof WithEntityId about ? Optional.of(about.getEntityId()) : Optional.empty();
        source.getEnforcement().ifPresent(enforcement -> enforce(enforcement, message, id, signal.getDittoHeaders()));
        return Optional.of(signal.setDittoHeaders(headers(message, adaptable, signal, id)));
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
        var headers = signal.getDittoHeaders().toBuilder()
                .putHeaders(DittoProtocolAdapter.getHeaderTranslator().fromExternalHeaders(mapped));
        return source.isReplyTargetEnabled()
                ? headers.build()
                : headers.responseRequired(false).build();
    }
}
