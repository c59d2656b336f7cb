package io.celltwin.adapter.opcua.session;

import io.celltwin.adapter.opcua.session.SharedSession.Member;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The sessions with servers, one for all devices behind the same server: many servers allow few. Thread-safe; no method blocks.
 */
public final class SessionPool {

    private final SessionFactory factory;
    private final Executor executor;
    private final Map<ServerKey, SharedSession> sessions = new HashMap<>();

    /**
     * @param factory opens sessions
     * @param executor its threads may be blocked until a server has answered
     */
    public SessionPool(SessionFactory factory, Executor executor) {
        this.factory = factory;
        this.executor = executor;
    }

    /**
     * Joins the session with a server, which is opened if there is none.
     *
     * @param server the server
     * @param member who joins; has to leave the session
     * @return the session, which may still be connecting
     */
    public SharedSession join(ServerKey server, Member member) {
        Optional<SharedSession> present = present(server);
        while (present.isPresent()) {
            // A session that ends locks itself, then the pool: so it is asked while the pool is not locked.
            if (present.get().join(member)) {
                return present.get();
            }
            forget(server, present.get());
            present = present(server);
        }
        return open(server, member);
    }

    private synchronized Optional<SharedSession> present(ServerKey server) {
        return Optional.ofNullable(sessions.get(server));
    }

    private SharedSession open(ServerKey server, Member member) {
        SharedSession opening = new SharedSession(server.endpoint(), ended -> forget(server, ended));
        opening.join(member);
        synchronized (this) {
            if (sessions.putIfAbsent(server, opening) == null) {
                opening.connect(onFailure -> factory.open(server, onFailure), executor);
                return opening;
            }
        }
        // Another device was quicker.
        return join(server, member);
    }

    private synchronized void forget(ServerKey server, SharedSession ended) {
        sessions.remove(server, ended);
    }
}
