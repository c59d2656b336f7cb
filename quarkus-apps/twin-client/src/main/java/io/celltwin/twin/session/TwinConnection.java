package io.celltwin.twin.session;

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
import java.util.concurrent.ThreadLocalRandom;
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
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    /** Is told when sessions come and go. */
    public interface Observer extends Consumer<ThingEvent> {
        void sessionBegan();

        void sessionEnded();
    }

    private final TwinAccess access;
    private final TwinAccount account;
    private final TwinCredentials credentials;
    private final Duration timeout;
    private final Duration longestPause;
    private final boolean tellEvents;
    private final Observer observer;
    private final ScheduledExecutorService worker;
    private volatile TwinSession session;
    private volatile boolean closed;
    private Duration pause = FIRST_PAUSE;
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
        this.longestPause = longestPause;
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
        pause = FIRST_PAUSE;
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
        double jitter = ThreadLocalRandom.current().nextDouble(0.8, 1.2);
        worker.schedule(this::connect, (long) (pause.toMillis() * jitter), TimeUnit.MILLISECONDS);
        pause = pause.multipliedBy(2).compareTo(longestPause) > 0 ? longestPause : pause.multipliedBy(2);
    }

    private void reportFailure(Exception failure) {
        if (!failureReported) {
            failureReported = true;
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            LOG.infof("%s waits for the twin service at %s: %s", account, access.websocketUrl(), cause);
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
