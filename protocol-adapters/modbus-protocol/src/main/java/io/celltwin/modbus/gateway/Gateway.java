package io.celltwin.modbus.gateway;

import io.celltwin.modbus.pdu.ModbusRefusal;
import io.celltwin.modbus.pdu.ModbusRequest;
import io.celltwin.modbus.transport.ModbusTransport;
import io.celltwin.modbus.transport.NoAnswerException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The one connection to a gateway, shared by all devices behind it: a gateway has one serial line for all its units, and often
 * takes one TCP connection only.
 * <p>
 * <b>Algorithm.</b> No thread of its own: whoever wants to ask waits for its turn, asks on its own thread, and hands the line on. A
 * member that nobody shares the gateway with so waits for nothing but the pauses that its device needs. The order of turns is that of
 * {@link LineTurns}. Each waiter is one blocked thread of a member, so there are never more than that. A time-out counts from the
 * sending, not from the waiting.
 * <p>
 * <b>States.</b> See {@link State}. The first member that opens makes the connection; the others wait for that same attempt. Whatever
 * ends the connection ends it once and for all: every member is told, the next that joins gets a new one from {@link Gateways}.
 * <p>
 * <b>Invariants.</b>
 * <ol>
 *   <li>At most one exchange is under way, and it belongs to the holder of the turn.
 *   <li>A unit without an answer costs its own members their request, and the others one time-out. The connection is given up only
 *       when {@value #DEAD_AFTER} requests in a row had no answer and no unit of its members is left that could still answer - then it
 *       is the line that is dead.
 *   <li>A member that has left is told nothing, and gets no further turn. The last one to leave closes the connection, also in the
 *       middle of an exchange.
 *   <li>Listeners and the transport's {@code open} and {@code exchange} are called without the lock.
 * </ol>
 */
public final class Gateway {

    /** What the connection is. */
    private enum State {
        /** Nobody has opened it yet. */
        NEW,
        /** One member is opening it, others may wait for that. */
        OPENING,
        /** It carries requests. */
        OPEN,
        /** It has failed, or its last member has left. It stays so. */
        ENDED
    }

    private static final int DEAD_AFTER = 3;

    private final ModbusTransport transport;
    private final Duration connectTimeout;
    private final Consumer<Gateway> onEnd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stateChanged = lock.newCondition();
    private final LineTurns<Waiter> turns = new LineTurns<>();
    private final Set<Member> members = new HashSet<>();
    private State state = State.NEW;
    private String endReason;
    private boolean lineTaken;
    private LinePauses pauses = LinePauses.NONE;
    /** When the line may be used again; it may from the beginning. */
    private long freeNanos = System.nanoTime();

    private int missesInARow;

    /**
     * @param transport the line, not yet open
     * @param connectTimeout how long to try to open it
     * @param onEnd is told once when the connection has ended, so that nobody joins it any more
     */
    Gateway(ModbusTransport transport, Duration connectTimeout, Consumer<Gateway> onEnd) {
        this.transport = transport;
        this.connectTimeout = connectTimeout;
        this.onEnd = onEnd;
    }

    /** @return null if the connection has ended */
    Member join(Set<Integer> units, LinePauses needed, GatewayListener listener) {
        lock.lock();
        try {
            if (state == State.ENDED) {
                return null;
            }
            Member member = new Member(Set.copyOf(units), listener);
            members.add(member);
            pauses = pauses.longest(needed);
            return member;
        } finally {
            lock.unlock();
        }
    }

    /** One device's share of the connection. Its blocking methods are for one thread; {@link #close} is for any. */
    public final class Member implements AutoCloseable {

        private final Set<Integer> units;
        private final GatewayListener listener;
        private boolean left;

        private Member(Set<Integer> units, GatewayListener listener) {
            this.units = units;
            this.listener = listener;
        }

        /**
         * Waits until the connection is open, and opens it if nobody has.
         *
         * @throws IOException if it cannot be opened; its message is fit for users
         */
        public void open() throws IOException {
            if (beginsToOpen(this)) {
                try {
                    transport.open(connectTimeout);
                } catch (IOException e) {
                    throw failed(e, this);
                } catch (RuntimeException e) {
                    failed(new IOException("internal error", e), this);
                    throw e;
                }
                opened();
            }
        }

        /**
         * Asks a unit when it is its turn.
         *
         * @param unit whom to ask
         * @param request what to ask
         * @param timeout how long to wait for the answer, once asked
         * @return what the answer holds
         * @throws ModbusRefusal if the unit answers that it will not
         * @throws NoAnswerException if the unit does not answer or cannot be reached; the connection goes on
         * @throws IOException if the connection is of no more use; its message is fit for users
         */
        public <R> R ask(int unit, ModbusRequest<R> request, Duration timeout) throws ModbusRefusal, IOException {
            return ask(new LineTurns.Turn(unit, false), request, timeout);
        }

        /**
         * Asks a unit what it has not answered before, while it answers other requests. This waits until it costs the other members no
         * more than any silent unit does, and is no sign that the unit is dead.
         */
        public <R> R askAgain(int unit, ModbusRequest<R> request, Duration timeout) throws ModbusRefusal, IOException {
            return ask(new LineTurns.Turn(unit, true), request, timeout);
        }

        private <R> R ask(LineTurns.Turn turn, ModbusRequest<R> request, Duration timeout)
                throws ModbusRefusal, IOException {
            takeTurn(turn, this);
            long start = System.nanoTime();
            try {
                R answer = request.decode(transport.exchange(turn.unit(), request, timeout));
                handOn(() -> answered(turn));
                return answer;
            } catch (ModbusRefusal refusal) {
                if (refusal.isUnreachable()) {
                    handOn(() -> {
                        missed(turn, start);
                        // It is the gateway that has answered.
                        missesInARow = 0;
                    });
                    throw new NoAnswerException(refusal.getMessage(), refusal);
                }
                handOn(() -> answered(turn));
                throw refusal;
            } catch (NoAnswerException e) {
                handOn(() -> missed(turn, start));
                if (isDead()) {
                    throw failed(e, this);
                }
                throw e;
            } catch (IOException e) {
                throw failed(e, this);
            } catch (RuntimeException e) {
                failed(new IOException("internal error", e), this);
                throw e;
            }
        }

        /** Leaves the connection; the last one closes it. Idempotent; does not wait for the device. */
        @Override
        public void close() {
            leave(this);
        }
    }

    private boolean beginsToOpen(Member member) throws IOException {
        lock.lock();
        try {
            while (state == State.OPENING) {
                awaitUninterrupted(stateChanged, 0);
            }
            requireUse(member);
            if (state == State.OPEN) {
                return false;
            }
            state = State.OPENING;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void opened() throws IOException {
        lock.lock();
        try {
            if (state == State.ENDED) {
                throw new IOException(endReason);
            }
            state = State.OPEN;
            freeNanos = System.nanoTime() + pauses.afterConnect().toNanos();
            stateChanged.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void takeTurn(LineTurns.Turn turn, Member member) throws IOException {
        Waiter waiter = new Waiter(member, lock.newCondition());
        lock.lock();
        try {
            turns.enqueue(turn, waiter);
            while (true) {
                grantTurn();
                if (waiter.granted) {
                    requireUse(member);
                    return;
                }
                requireUse(member);
                // A free line means that it is not yet time: then the waiter looks again by itself.
                awaitUninterrupted(waiter.turn, lineTaken ? 0 : nanosUntilNext());
            }
        } catch (IOException e) {
            turns.remove(turn, waiter);
            if (waiter.granted) {
                handOn(() -> {});
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }

    private long nanosUntilNext() {
        long now = System.nanoTime();
        long pause = freeNanos - now;
        return Math.max(1, pause > 0 ? pause : turns.nanosUntilProbe(now));
    }

    private void grantTurn() {
        if (!lineTaken && freeNanos - System.nanoTime() <= 0) {
            turns.next(System.nanoTime()).ifPresent(next -> {
                lineTaken = true;
                next.granted = true;
                next.turn.signal();
            });
        }
    }

    private void handOn(Runnable note) {
        lock.lock();
        try {
            note.run();
            lineTaken = false;
            freeNanos = System.nanoTime() + pauses.betweenRequests().toNanos();
            grantTurn();
            if (!lineTaken) {
                // Whoever waits now waits for a pause or for a silent unit, and has to find out for how long.
                turns.forEachWaiting(waiter -> waiter.turn.signal());
            }
        } finally {
            lock.unlock();
        }
    }

    private void answered(LineTurns.Turn turn) {
        missesInARow = 0;
        turns.answered(turn.unit());
    }

    private void missed(LineTurns.Turn turn, long startNanos) {
        long now = System.nanoTime();
        missesInARow++;
        turns.missed(turn, Duration.ofNanos(now - startNanos), now, members.size() < 2);
    }

    /** Whether no unit is left that could still answer. */
    private boolean isDead() {
        lock.lock();
        try {
            return missesInARow >= DEAD_AFTER
                    && members.stream().flatMap(member -> member.units.stream()).allMatch(turns::isSilent);
        } finally {
            lock.unlock();
        }
    }

    private void requireUse(Member member) throws IOException {
        if (state == State.ENDED) {
            throw new IOException(endReason);
        }
        if (member.left) {
            throw new IOException("closed");
        }
    }

    /** Ends the connection because of a failure that one member met, and tells the others. */
    private IOException failed(IOException failure, Member finder) {
        String reason = failure.getMessage();
        List<Member> told = end(reason);
        told.stream().filter(member -> member != finder).forEach(member -> member.listener.lost(reason));
        return new IOException(reason, failure);
    }

    private void leave(Member member) {
        lock.lock();
        try {
            member.left = true;
            members.remove(member);
            // Its own thread may be among those that wait.
            turns.forEachWaiting(waiter -> {
                if (waiter.member == member) {
                    waiter.turn.signal();
                }
            });
            // Under the same lock, so that nobody joins what is about to be closed.
            if (!members.isEmpty() || state == State.ENDED) {
                return;
            }
            markEnded("closed");
        } finally {
            lock.unlock();
        }
        release();
    }

    /** @return the members that the connection had; none if it had ended before */
    private List<Member> end(String reason) {
        List<Member> left;
        lock.lock();
        try {
            if (state == State.ENDED) {
                return List.of();
            }
            left = List.copyOf(members);
            members.clear();
            markEnded(reason);
        } finally {
            lock.unlock();
        }
        release();
        return left;
    }

    private void markEnded(String reason) {
        state = State.ENDED;
        endReason = reason;
        turns.forEachWaiting(waiter -> waiter.turn.signal());
        stateChanged.signalAll();
    }

    private void release() {
        transport.close();
        onEnd.accept(this);
    }

    /** @param nanos how long at most; 0 for as long as it takes */
    @SuppressWarnings("WaitNotInLoop") // Whoever calls it loops.
    private static void awaitUninterrupted(Condition condition, long nanos) throws InterruptedIOException {
        try {
            if (nanos > 0) {
                condition.awaitNanos(nanos);
            } else {
                condition.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the adapter stops");
        }
    }

    /** A member's thread that waits for its turn. */
    private static final class Waiter {

        private final Member member;
        private final Condition turn;
        private boolean granted;

        Waiter(Member member, Condition turn) {
            this.member = member;
            this.turn = turn;
        }
    }
}
