package io.celltwin.twin.session;

import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import io.celltwin.service.failure.Failures;
import io.celltwin.twin.access.TwinAccess;
import io.celltwin.twin.access.TwinAccount;
import io.celltwin.twin.access.TwinCredentials;
import io.celltwin.twin.subscription.ThingEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Keeps a {@link TwinSession} standing: makes the first one, replaces each lost one, waits longer after each failure. All its
 * work runs on one thread of its own.
 */
public final class TwinConnection implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TwinConnection.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);

    /** Is told when sessions come and go. */
    public interface Observer extends Consumer<ThingEvent> {
        void sessionBegan();

        void sessionEnded();
    }

    private final TwinAccess access;
    private final TwinAccount account;
    private final TwinCredentials credentials;
    private final Duration timeout;
    private final boolean tellEvents;
    private final Observer observer;
    private final ScheduledExecutorService worker;
    private final BackoffSequence backoff;
    private volatile TwinSession session;
    private volatile boolean closed;
    private boolean failureReported;

    /** @param tellEvents whether twin events are wanted */
    public TwinConnection(
            TwinAccess access,
            TwinAccount account,
            TwinCredentials credentials,
            Duration timeout,
            Duration longestPause,
            boolean tellEvents,
            Observer observer) {
        this.access = access;
        this.account = account;
        this.credentials = credentials;
        this.timeout = timeout;
        Duration shortest = SHORTEST_PAUSE.compareTo(longestPause) < 0 ? SHORTEST_PAUSE : longestPause;
        this.backoff = new Backoff(shortest, longestPause).sequence();
        this.tellEvents = tellEvents;
        this.observer = observer;
        this.worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "twin-connection-" + account);
            thread.setDaemon(true);
            return thread;
        });
    }

    public void start() {
        worker.execute(this::connect);
        worker.scheduleWithFixedDelay(this::probe, timeout.toMillis(), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The session that stands at this moment. */
    public Optional<TwinSession> session() {
        return Optional.ofNullable(session);
    }

    private void connect() {
        if (closed) {
            return;
        }
        TwinSession candidate = new TwinSession(access, account, credentials, timeout, observer, this::lost);
        try {
            candidate.open(tellEvents).toCompletableFuture().get(timeout.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            candidate.close();
            return;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            candidate.close();
            reportFailure(e);
            retryLater();
            return;
        }
        backoff.reset();
        failureReported = false;
        session = candidate;
        LOG.infof("%s is connected to the twin service at %s", account, access.websocketUrl());
        observer.sessionBegan();
    }

    private void probe() {
        session()
                .ifPresent(probed -> probed.probe().exceptionally(failure -> {
                    lost(probed);
                    return null;
                }));
    }

    private void lost(TwinSession lost) {
        try {
            worker.execute(() -> replace(lost));
        } catch (RejectedExecutionException e) {
            // Closed meanwhile: nothing is left to do.
        }
    }

    private void replace(TwinSession lost) {
        if (closed || session != lost) {
            return;
        }
        session = null;
        LOG.warnf("%s lost the connection to the twin service at %s", account, access.websocketUrl());
        observer.sessionEnded();
        lost.close();
        retryLater();
    }

    private void retryLater() {
        worker.schedule(this::connect, backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void reportFailure(Exception failure) {
        if (!failureReported) {
            failureReported = true;
            LOG.infof(
                    "%s waits for the twin service at %s: %s",
                    account, access.websocketUrl(), Failures.unwrap(failure));
        }
    }

    @Override
    public void close() {
        closed = true;
        worker.shutdownNow();
        session().ifPresent(TwinSession::close);
        session = null;
    }
}
