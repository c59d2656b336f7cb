package io.celltwin.edge.sse;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * One response that goes on. What it tells is made and written on the response's own context. A bounded number of events
 * waits for a peer that reads slowly; then the stream ends, and the peer comes again.
 */
public final class EventStream {
    private static final Logger LOG = Logger.getLogger(EventStream.class);
    private static final long HEARTBEAT_MILLIS = 1_000;

    private final HttpServerResponse response;
    private final Context context;
    private final int limit;
    private final AtomicInteger handedOver = new AtomicInteger();
    private final Deque<ServerSentEvent> waiting = new ArrayDeque<>();
    private final List<Runnable> atEnd = new ArrayList<>();
    private final long heartbeat;
    private boolean ended;
    private Runnable whenDrained = () -> {};

    /**
     * Begins to answer. To be called on the response's own context.
     *
     * @param limit how many events may wait
     */
    EventStream(HttpServerResponse response, int limit) {
        this.response = response;
        this.limit = limit;
        context = Vertx.currentContext();
        response.setChunked(true)
                .putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                // A proxy that gathers the response would hold it back for ever.
                .putHeader("X-Accel-Buffering", "no");
        response.exceptionHandler(error -> finish());
        response.closeHandler(closed -> finish());
        response.drainHandler(drained -> flush());
        response.write(ServerSentEvent.HEARTBEAT.text());
        heartbeat = context.owner().setPeriodic(HEARTBEAT_MILLIS, beat -> {
            if (waiting.isEmpty() && !response.writeQueueFull() && !ended) {
                response.write(ServerSentEvent.HEARTBEAT.text());
            }
        });
    }

    /** What is done when the stream has ended, for whatever reason. To be called on the response's own context. */
    public void atEnd(Runnable action) {
        atEnd.add(action);
    }

    /**
     * Does something on the response's own context, or ends the stream if too much waits to be done. To be called from
     * anywhere.
     *
     * @param weight how many events it may send
     */
    void execute(int weight, Runnable action) {
        if (handedOver.addAndGet(weight) > limit) {
            onOwnContext(this::endSlow);
            return;
        }
        onOwnContext(() -> {
            handedOver.addAndGet(-weight);
            if (!ended) {
                action.run();
            }
        });
    }

    /** Sends an event, or ends the stream if too many wait. To be called on the response's own context. */
    void send(ServerSentEvent event) {
        if (ended) {
            return;
        }
        if (waiting.isEmpty() && !response.writeQueueFull()) {
            response.write(event.text());
        } else if (waiting.size() < limit) {
            waiting.add(event);
        } else {
            endSlow();
        }
    }

    /** Does something when all that was sent before is on its way. */
    void whenDrained(Runnable action) {
        onOwnContext(() -> {
            whenDrained = action;
            flush();
        });
    }

    private void flush() {
        while (!waiting.isEmpty() && !ended && !response.writeQueueFull()) {
            response.write(waiting.poll().text());
        }
        if (waiting.isEmpty() && !ended && !response.writeQueueFull()) {
            Runnable next = whenDrained;
            whenDrained = () -> {};
            next.run();
        }
    }

    /** Ends the stream after all that was sent. To be called from anywhere. */
    public void end() {
        onOwnContext(() -> {
            if (!ended) {
                waiting.forEach(event -> response.write(event.text()));
                finish();
                response.end();
            }
        });
    }

    private void endSlow() {
        if (!ended) {
            LOG.warn("A stream of server-sent events is ended: its peer does not read what it asked for");
            finish();
            response.end();
        }
    }

    private void finish() {
        if (!ended) {
            ended = true;
            waiting.clear();
            context.owner().cancelTimer(heartbeat);
            atEnd.forEach(Runnable::run);
        }
    }

    private void onOwnContext(Runnable action) {
        context.runOnContext(ignored -> action.run());
    }
}
