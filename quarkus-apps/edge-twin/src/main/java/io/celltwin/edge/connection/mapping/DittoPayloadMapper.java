package io.celltwin.edge.connection.mapping;

import io.celltwin.edge.connection.transport.InboundMessage;
import io.celltwin.edge.protocol.DittoProtocol;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.eclipse.ditto.protocol.Adaptable;

/** The mapper for content that is a message of the Ditto protocol already. */
@Singleton
public class DittoPayloadMapper implements PayloadMapper {
    static final String NAME = "Ditto";
    private static final String CONTENT_TYPE = "content-type";
    private static final String DITTO_PROTOCOL = "application/vnd.eclipse.ditto+json";
    /** What Hono sends to say that a device did something else than send data; Ditto's mapper drops them as well. */
    private static final Set<String> NOTIFICATIONS = Set.of(
            "application/vnd.eclipse-hono-empty-notification",
            "application/vnd.eclipse-hono-dc-notification+json",
            "application/vnd.eclipse-hono-delivery-failure-notification+json");

    private final DittoProtocol protocol;

    @Inject
    public DittoPayloadMapper(DittoProtocol protocol) {
        this.protocol = protocol;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Adaptable> inbound(InboundMessage message) {
        return NOTIFICATIONS.contains(message.headers().getOrDefault(CONTENT_TYPE, ""))
                ? List.of()
                : List.of(protocol.parse(message.payload()));
    }

    @Override
    public List<Content> outbound(Adaptable message) {
        return List.of(new Content(DITTO_PROTOCOL, protocol.toText(message)));
    }
}
