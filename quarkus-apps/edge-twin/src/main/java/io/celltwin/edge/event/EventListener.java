package io.celltwin.edge.event;

import io.celltwin.edge.state.TwinEvent;
import java.util.List;

/** Somebody who follows what happens to the twin. */
@FunctionalInterface
public interface EventListener {

    /**
     * Changes are on disk. Called in the order of the changes, on the commit thread: must neither block nor compute
     * much.
     */
    void onEvents(List<TwinEvent> events);
}
