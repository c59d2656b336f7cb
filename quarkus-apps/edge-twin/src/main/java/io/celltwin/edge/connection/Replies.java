package io.celltwin.edge.connection;

import io.celltwin.edge.connection.mapping.OutboundMapping;
import io.celltwin.edge.connection.mapping.PayloadMapper;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.result.CommandResult;
import java.util.List;
import org.eclipse.ditto.base.model.common.ResponseType;
import org.eclipse.ditto.base.model.entity.id.EntityId;
import org.eclipse.ditto.base.model.entity.id.WithEntityId;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.connectivity.model.ReplyTarget;
import org.eclipse.ditto.protocol.Adaptable;

/** Sends the answers to what came by a source where its reply target says. */
final class Replies {
    private final ReplyTarget target;
    private final OutboundMapping mapping;
    private final DittoProtocol protocol;
    private final Outbound outbound;

    Replies(ReplyTarget target, DittoProtocol protocol, List<PayloadMapper> mappers, Outbound outbound) {
        this.target = target;
        this.mapping = new OutboundMapping(target, mappers);
        this.protocol = protocol;
        this.outbound = outbound;
    }

    void answer(Signal<?> command, CommandResult answer) {
        if (isWanted(command, ResponseType.RESPONSE)) {
            send(command, protocol.toMessage(answer));
        }
    }

    void error(Signal<?> command, DittoRuntimeException error) {
        if (isWanted(command, ResponseType.ERROR)) {
            send(command, protocol.toMessage(error, protocol.topicOf(command)));
        }
    }

    private boolean isWanted(Signal<?> command, ResponseType type) {
        return command instanceof Command<?>
                && command.getDittoHeaders().isResponseRequired()
                && target.getExpectedResponseTypes().contains(type);
    }

    private void send(Signal<?> command, Adaptable reply) {
        if (command instanceof WithEntityId about) {
            EntityId id = about.getEntityId();
            mapping.map(reply, id).forEach(outbound::send);
        }
    }
}
