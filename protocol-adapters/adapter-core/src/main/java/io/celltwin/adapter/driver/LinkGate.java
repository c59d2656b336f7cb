package io.celltwin.adapter.driver;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a driver's link and its listener and keeps the promises that the driver contract makes to the listener:
 * calls come one at a time, nothing follows {@link #lost}, and once {@link #shut} has returned nothing follows at all.
 */
public final class LinkGate implements LinkListener {

    private final LinkListener listener;
    private final ReentrantLock calling = new ReentrantLock();
    private boolean open = true;

    /**
     * @param listener who is told
     */
    public LinkGate(LinkListener listener) {
        this.listener = listener;
    }

    @Override
    public void readings(List<Reading> cycle) {
        calling.lock();
        try {
            if (open) {
                listener.readings(cycle);
            }
        } finally {
            calling.unlock();
        }
    }

    @Override
    public void alarms(AlarmReport report) {
        calling.lock();
        try {
            if (open) {
                listener.alarms(report);
            }
        } finally {
            calling.unlock();
        }
    }

    @Override
    public boolean wantsMissed() {
        return listener.wantsMissed();
    }

    @Override
    public void missed(List<Reading> cycle) {
        calling.lock();
        try {
            if (open) {
                listener.missed(cycle);
            }
        } finally {
            calling.unlock();
        }
    }

    @Override
    public void lost(String reason) {
        calling.lock();
        try {
            if (open) {
                open = false;
                listener.lost(reason);
            }
        } finally {
            calling.unlock();
        }
    }

    /**
     * Lets nothing pass any more. Waits for a call that is under way, unless it is made by that very call. Idempotent.
     */
    public void shut() {
        calling.lock();
        try {
            open = false;
        } finally {
            calling.unlock();
        }
    }
}
