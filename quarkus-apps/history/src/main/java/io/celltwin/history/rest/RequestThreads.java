package io.celltwin.history.rest;

import io.celltwin.history.error.RequestRefusedException;
import io.micrometer.core.instrument.Counter;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A few threads that answer requests, which wait for databases; more than so many that wait for them are refused and counted. */
final class RequestThreads implements AutoCloseable {

    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;
    private final Counter refused;

    RequestThreads(String name, int count, int mostWaiting, Counter refused) {
        this.refused = refused;
        threads = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(mostWaiting), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Has the request answered, or refused. */
    void answer(RoutingContext context, Consumer<RoutingContext> answering) {
        try {
            threads.execute(() -> {
                try {
                    answering.accept(context);
                } catch (RuntimeException e) {
                    Answers.fail(context, e);
                }
            });
        } catch (RejectedExecutionException e) {
            refused.increment();
            Answers.fail(context, RequestRefusedException.unavailable("Too many requests wait to be answered."));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
