package io.celltwin.adapter.backlog;

import io.celltwin.adapter.sending.OutboundMessage;
import java.util.List;

/** For an adapter that has no directory to keep anything in. */
final class NoBacklog implements Backlog {

    @Override
    public void keep(OutboundMessage message) {
        // It waits in memory alone.
    }

    @Override
    public void done(OutboundMessage message) {
        // It was not kept.
    }

    @Override
    public List<OutboundMessage> leftEvents() {
        return List.of();
    }

    @Override
    public List<KeptValues> oldestValues(int most) {
        return List.of();
    }

    @Override
    public void passedOn(KeptValues last) {
        // There are none.
    }

    @Override
    public long messages() {
        return 0;
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
