package io.celltwin.edge.http;

import io.celltwin.signin.SignInStatus;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Ends what stays open, a WebSocket or a stream of events, within a second or two after whoever opened it signed out,
 * got another password or other roles, or was removed.
 */
@ApplicationScoped
public class SignInWatch {
    private static final Logger LOG = Logger.getLogger(SignInWatch.class);
    private static final long PERIOD_MILLIS = 1_000;

    private final SignInStatus status;
    private final Vertx vertx;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    @Inject
    SignInWatch(SignInStatus status, Vertx vertx) {
        this.status = status;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(PERIOD_MILLIS, tick -> {
            if (!open.isEmpty() && looking.compareAndSet(false, true)) {
                vertx.executeBlocking(
                                () -> {
                                    look();
                                    return null;
                                },
                                false)
                        .onFailure(error -> LOG.error("Whether sessions are still good could not be told", error))
                        .onComplete(done -> looking.set(false));
            }
        });
    }

    private void look() {
        Instant now = Instant.now();
        for (Open one : List.copyOf(open)) {
            boolean over = one.expiry().filter(now::isAfter).isPresent() || !status.isGood(one.identity());
            if (over && open.remove(one)) {
                one.end().run();
            }
        }
    }

    /**
     * Watches from now on.
     *
     * @param expiry when it ends in any case
     * @param end ends what is open, from any thread
     * @return ends to watch
     */
    public Runnable watch(SecurityIdentity identity, Optional<Instant> expiry, Runnable end) {
        Open one = new Open(identity, expiry, end, new Object());
        open.add(one);
        return () -> open.remove(one);
    }

    /** @param itself unlike that of any other */
    private record Open(SecurityIdentity identity, Optional<Instant> expiry, Runnable end, Object itself) {}
}
