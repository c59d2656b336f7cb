package io.celltwin.adapter.opcua.subscription;

import io.celltwin.adapter.opcua.point.ResolvedPoint;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;

/**
 * One node that a server watches, or is to watch, for one device.
 */
public final class WatchedItem {

    private final ResolvedPoint point;
    private final ItemListener listener;
    /** By which the server names the item in what it publishes; unique in the session. */
    private final UInteger clientHandle;
    /** How the server calls the item; null while it does not watch it. Guarded by {@link Subscriptions}. */
    private UInteger serverId;

    WatchedItem(ResolvedPoint point, ItemListener listener, UInteger clientHandle) {
        this.point = point;
        this.listener = listener;
        this.clientHandle = clientHandle;
    }

    /**
     * @return what is watched
     */
    public ResolvedPoint point() {
        return point;
    }

    ItemListener listener() {
        return listener;
    }

    UInteger clientHandle() {
        return clientHandle;
    }

    UInteger serverId() {
        return serverId;
    }

    void serverId(UInteger id) {
        serverId = id;
    }
}
