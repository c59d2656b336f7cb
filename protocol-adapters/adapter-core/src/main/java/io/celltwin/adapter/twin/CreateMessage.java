package io.celltwin.adapter.twin;

import io.celltwin.adapter.sending.MessageContent;
import org.eclipse.ditto.things.model.signals.commands.modify.CreateThing;

/**
 * Creates a twin. A later creation takes the place of one that waits.
 *
 * @param command the command
 */
record CreateMessage(CreateThing command) implements MessageContent {

    private static final String SUBJECT = "create";

    @Override
    public byte[] payload() {
        return ProtocolText.of(command);
    }

    @Override
    public long bytes() {
        return command.toJson().getUpperBoundForStringSize();
    }

    @Override
    public Object subject() {
        return SUBJECT;
    }

    @Override
    public MessageContent followedBy(MessageContent later) {
        return later;
    }
}
