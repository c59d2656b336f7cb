package io.celltwin.adapter.opcua.subscription;

import io.celltwin.adapter.opcua.point.ResolvedPoint;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;

/**
 * What a server watches, or is to watch, of one node for one device.
 */
public final class WatchedItem {

    private final Monitored monitored;
    private final ItemListener listener;
    /** By which the server names the item in what it publishes; unique in the session. */
    private final UInteger clientHandle;
    /** How the server calls the item; null while it does not watch it. Guarded by {@link Subscriptions}. */
    private UInteger serverId;

    WatchedItem(Monitored monitored, ItemListener listener, UInteger clientHandle) {
        this.monitored = monitored;
        this.listener = listener;
        this.clientHandle = clientHandle;
    }

    /**
     * @return what is watched
     */
    public Monitored monitored() {
        return monitored;
    }

    /**
     * @return whose value is watched
     * @throws ClassCastException if it is no value that is watched
     */
    public ResolvedPoint point() {
        return ((MonitoredValue) monitored).point();
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
