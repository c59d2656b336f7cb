package io.celltwin.edge.websocket;

import io.celltwin.edge.access.PermissionChecks;
import io.celltwin.edge.ack.AcknowledgementHub;
import io.celltwin.edge.announcement.AnnouncementHub;
import io.celltwin.edge.dispatch.SignalRouter;
import io.celltwin.edge.event.EventHub;
import io.celltwin.edge.event.EventViews;
import io.celltwin.edge.history.PersistedEvents;
import io.celltwin.edge.http.Callers;
import io.celltwin.edge.live.LiveChannel;
import io.celltwin.edge.live.LiveViews;
import io.celltwin.edge.message.LiveMessages;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.search.ThingSearch;

/** What every session works with. */
record SessionServices(
        SignalRouter router,
        Callers callers,
        LiveMessages messages,
        LiveChannel live,
        LiveViews liveViews,
        AnnouncementHub announcements,
        AcknowledgementHub acknowledgements,
        DittoProtocol protocol,
        PermissionChecks permissions,
        EventHub events,
        EventViews views,
        ThingSearch search,
        PersistedEvents persisted,
        WebSocketMetrics metrics,
        SessionLimits limits) {}
