package io.celltwin.edge.connection.mapping;

import io.celltwin.edge.connection.transport.OutboundMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.connectivity.model.GenericTarget;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.PlaceholderFactory;
import org.eclipse.ditto.placeholders.PlaceholderFilter;
import org.eclipse.ditto.protocol.Adaptable;

/** Addresses messages of the Ditto protocol as a target of a connection says. */
public final class OutboundMapping {
    private static final String CONTENT_TYPE = "content-type";

    private final GenericTarget target;
    private final List<PayloadMapper> mappers;

    /** @param mappers make the content, in order */
    public OutboundMapping(GenericTarget target, List<PayloadMapper> mappers) {
        this.target = target;
        this.mappers = mappers;
    }

    /**
     * The messages to send.
     *
     * @param about the thing or policy that it is about
     * @return nothing if the address needs what the message does not have
     */
    public List<OutboundMessage> map(Adaptable message, EntityId about) {
        ExpressionResolver resolver = PlaceholderFactory.newExpressionResolver(Placeholders.of(message, about));
        Optional<String> address = PlaceholderFilter.applyOrElseDelete(target.getAddress(), resolver);
        if (address.isEmpty()) {
            return List.of();
        }
        Map<String, String> mapped = new LinkedHashMap<>();
        target.getHeaderMapping()
                .getMapping()
                .forEach((name, template) -> PlaceholderFilter.applyOrElseDelete(template, resolver)
                        .ifPresent(value -> mapped.put(name, value)));
        List<OutboundMessage> messages = new ArrayList<>();
        for (PayloadMapper mapper : mappers) {
            for (PayloadMapper.Content content : mapper.outbound(message)) {
                Map<String, String> headers = new LinkedHashMap<>();
                headers.put(CONTENT_TYPE, content.type());
                headers.putAll(mapped);
                messages.add(new OutboundMessage(target.getAddress(), address.get(), headers, content.text()));
            }
        }
        return messages;
    }
}
