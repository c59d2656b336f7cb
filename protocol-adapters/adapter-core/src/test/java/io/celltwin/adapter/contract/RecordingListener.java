package io.celltwin.adapter.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import io.celltwin.adapter.LinkListener;
import io.celltwin.adapter.Reading;

/** Keeps what a driver tells. */
public final class RecordingListener implements LinkListener {

    private final List<List<Reading>> cycles = new CopyOnWriteArrayList<>();
    private final List<String> losses = new CopyOnWriteArrayList<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean overlapped;

    @Override
    public void readings(List<Reading> cycle) {
        oneAtATime(() -> cycles.add(cycle));
    }

    @Override
    public void lost(String reason) {
        oneAtATime(() -> losses.add(reason));
    }

    /** The read cycles so far. */
    public List<List<Reading>> cycles() {
        return cycles;
    }

    /** The losses so far. */
    public List<String> losses() {
        return losses;
    }

    /** Whether two calls were made at the same time. */
    public boolean overlapped() {
        return overlapped;
    }

    private void oneAtATime(Runnable note) {
        if (!busy.compareAndSet(false, true)) {
            overlapped = true;
        }
        note.run();
        busy.set(false);
    }
}
