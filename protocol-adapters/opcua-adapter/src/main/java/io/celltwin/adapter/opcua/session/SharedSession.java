package io.celltwin.adapter.opcua.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.jboss.logging.Logger;

/**
 * The one session with a server, and the connection below it, that all links to devices behind that server use. Thread-safe.
 * <ol>
 * <li>The first link that joins makes it connect. Links that join meanwhile wait for the same outcome.</li>
 * <li>Once it is open, each link has its nodes watched in it.</li>
 * <li>It ends when connecting fails, when the server or the connection is lost, or when the last link leaves. Milo would
 * reconnect by itself; here every link is told instead, since connecting anew is the adapter core's work, and what was
 * missed meanwhile has to be read.</li>
 * </ol>
 * Invariants: what has ended is never used again, whoever comes later gets a new session; each link that has joined and not
 * left is told of a loss exactly once; the connection is closed exactly once.
 */
public final class SharedSession {

    private static final Logger LOG = Logger.getLogger(SharedSession.class);

    private enum State {
        /** The server has not answered yet. */
        CONNECTING,
        /** Links may use it. */
        OPEN,
        /** Of no more use. */
        ENDED
    }

    /** Opens a session, which says later if it has become of no use; blocks until it has one. */
    @FunctionalInterface
    interface Opening {

        ServerSession open(Consumer<String> onFailure) throws Exception;
    }

    /** A link's part in the session. */
    public interface Member {

        /**
         * The session is lost. Called at most once, and not after the member has left; must return at once.
         *
         * @param reason why, fit for users
         */
        void sessionLost(String reason);
    }

    private final String server;
    private final Consumer<SharedSession> onEnd;
    private final CompletableFuture<ServerSession> session = new CompletableFuture<>();
    private final Set<Member> members = new LinkedHashSet<>();
    private State state = State.CONNECTING;

    /**
     * @param server the server's address, for logs
     * @param onEnd is told once when the session is of no more use; called while the session is locked
     */
    public SharedSession(String server, Consumer<SharedSession> onEnd) {
        this.server = server;
        this.onEnd = onEnd;
    }

    /**
     * Starts to connect. To be called once.
     *
     * @param opening opens the session
     * @param executor its threads may be blocked until the server has answered
     */
    public void connect(Opening opening, Executor executor) {
        executor.execute(() -> {
            try {
                opened(opening.open(this::lose));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failed(e);
            } catch (Exception e) {
                failed(e);
            }
        });
    }

    /**
     * Takes part in the session.
     *
     * @param member who does
     * @return false if the session has ended already
     */
    public synchronized boolean join(Member member) {
        return state != State.ENDED && members.add(member);
    }

    /**
     * @return completes once the session is open, or exceptionally with what kept it from being opened
     */
    public CompletableFuture<ServerSession> opened() {
        return session.copy();
    }

    /**
     * Takes part no longer. The last one to leave closes the session. Idempotent; does not wait for the server.
     *
     * @param member who leaves
     */
    public void leave(Member member) {
        synchronized (this) {
            if (!members.remove(member) || !members.isEmpty() || !end()) {
                return;
            }
        }
        close();
    }

    private void opened(ServerSession opened) {
        opened.client().addSessionActivityListener(new SessionActivityListener() {
            @Override
            public void onSessionInactive(UaSession lost) {
                lose("session lost");
            }
        });
        synchronized (this) {
            if (state == State.CONNECTING) {
                state = State.OPEN;
            }
        }
        // Even if everybody has left meanwhile, so that it is closed.
        session.complete(opened);
    }

    private void failed(Exception failure) {
        synchronized (this) {
            members.clear();
            end();
        }
        session.completeExceptionally(failure);
    }

    private void lose(String reason) {
        List<Member> told;
        synchronized (this) {
            told = List.copyOf(members);
            members.clear();
            if (!end()) {
                return;
            }
        }
        LOG.debugf("The session with %s ended for %d devices: %s", server, told.size(), reason);
        told.forEach(member -> member.sessionLost(reason));
        close();
    }

    private boolean end() {
        boolean ends = state != State.ENDED;
        if (ends) {
            state = State.ENDED;
            onEnd.accept(this);
        }
        return ends;
    }

    private void close() {
        session.thenAccept(ServerSession::close);
    }
}
