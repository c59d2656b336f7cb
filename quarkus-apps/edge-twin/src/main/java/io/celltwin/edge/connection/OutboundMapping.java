package io.celltwin.edge.connection;

import io.celltwin.edge.protocol.DittoProtocol;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.connectivity.model.GenericTarget;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.PlaceholderFactory;
import org.eclipse.ditto.placeholders.PlaceholderFilter;
import org.eclipse.ditto.protocol.Adaptable;

/** Addresses messages of the Ditto protocol as a target of a connection says. */
final class OutboundMapping {
    private static final String CONTENT_TYPE = "content-type";
    private static final String DITTO_PROTOCOL = "application/vnd.eclipse.ditto+json";

    private final GenericTarget target;
    private final DittoProtocol protocol;

    OutboundMapping(GenericTarget target, DittoProtocol protocol) {
        this.target = target;
        this.protocol = protocol;
    }

    /**
     * The message to send.
     *
     * @param about the thing or policy that it is about
     * @return nothing if the address needs what the message does not have
     */
    Optional<OutboundMessage> map(Adaptable message, EntityId about) {
        ExpressionResolver resolver = PlaceholderFactory.newExpressionResolver(Placeholders.of(message, about));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CONTENT_TYPE, DITTO_PROTOCOL);
        target.getHeaderMapping()
                .getMapping()
                .forEach((name, template) -> PlaceholderFilter.applyOrElseDelete(template, resolver)
                        .ifPresent(value -> headers.put(name, value)));
        return PlaceholderFilter.applyOrElseDelete(target.getAddress(), resolver)
                .map(address -> new OutboundMessage(target.getAddress(), address, headers, protocol.toText(message)));
    }
}
