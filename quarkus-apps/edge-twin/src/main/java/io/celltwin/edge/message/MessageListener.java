package io.celltwin.edge.message;

import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;

/** Somebody who may want messages to and from things. */
@FunctionalInterface
public interface MessageListener {

    /** A message was sent. Called on the sender's thread: must neither block nor compute much. */
    void onMessage(MessageCommand<?, ?> message);
}
