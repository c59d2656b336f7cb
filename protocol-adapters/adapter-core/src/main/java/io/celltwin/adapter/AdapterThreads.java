package io.celltwin.adapter;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which an adapter's sessions, retries and timers run. */
final class AdapterThreads {

    private static final int THREADS = 2;

    private AdapterThreads() {}

    static ScheduledThreadPoolExecutor start(String adapter) {
        AtomicInteger count = new AtomicInteger();
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(
                THREADS,
                task -> {
                    Thread thread = new Thread(task, adapter + "-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        threads.setRemoveOnCancelPolicy(true);
        return threads;
    }
}
