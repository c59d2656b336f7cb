package io.celltwin.edge.websocket;

import io.celltwin.edge.event.EventHub;
import io.celltwin.edge.event.EventViews;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.search.ThingSearch;
import io.celltwin.edge.twin.TwinService;

/** What every session works with. */
record SessionServices(TwinService twin, DittoProtocol protocol, EventHub events, EventViews views,
        ThingSearch search,
        WebSocketMetrics metrics, SessionLimits limits) {}
