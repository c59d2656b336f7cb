package io.celltwin.edge.connection.mapping;

import io.celltwin.edge.connection.transport.InboundMessage;
import java.util.List;
import org.eclipse.ditto.protocol.Adaptable;

/**
 * Translates between the content of messages and the Ditto protocol. Sources and targets choose mappers by their
 * names; to add one, offer a bean of this type.
 */
public interface PayloadMapper {

    /** The name that connections know it by, such as {@code Ditto}. */
    String name();

    /**
     * Reads a message that came in.
     *
     * @return what it says in the Ditto protocol, in order; nothing if it is of no interest
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is not understood
     */
    List<Adaptable> inbound(InboundMessage message);

    /**
     * Writes a message that goes out.
     *
     * @return in what forms it is sent, in order; nothing if it is not
     */
    List<Content> outbound(Adaptable message);

    /**
     * The content of a message.
     *
     * @param type its content type
     * @param text the content itself
     */
    record Content(String type, String text) {}
}
