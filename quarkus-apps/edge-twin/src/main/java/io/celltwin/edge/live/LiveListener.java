package io.celltwin.edge.live;

import org.eclipse.ditto.base.model.signals.Signal;

/** Somebody who may want the commands and events of the live channel. */
@FunctionalInterface
public interface LiveListener {

    /** A live command or event was sent. Called on the sender's thread: must neither block nor compute much. */
    void onLive(Signal<?> signal);
}
