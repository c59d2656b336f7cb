package io.celltwin.adapter.sharing;

import io.celltwin.adapter.registry.Registration;
import io.celltwin.adapter.sending.Outbox;
import io.celltwin.adapter.session.DeviceSessions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Lets the sessions serve those of the registered devices that are this replica's. Thread-safe.
 * <p>
 * While it is in doubt what this replica owns, nothing is sent: what it holds may be older than what another replica has
 * told meanwhile. A replica that shares stops reading, too; one that owned everything has nobody who would read instead,
 * so it reads on and keeps what it reads.
 */
public final class AssignedDevices implements AssignmentListener {

    private static final Logger LOG = Logger.getLogger(AssignedDevices.class);

    private final DeviceSessions sessions;
    private final Outbox outbox;
    private final Duration handOverTimeout;
    private Collection<Registration> registered = List.of();
    private PartitionAssignment assignment = PartitionAssignment.NOTHING;
    private boolean suspended;

    /**
     * @param sessions serve the devices
     * @param outbox holds what they have to say
     * @param handOverTimeout how long a replica that takes over may have to wait for the last messages of this one
     */
    public AssignedDevices(DeviceSessions sessions, Outbox outbox, Duration handOverTimeout) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.handOverTimeout = handOverTimeout;
    }

    /**
     * @param registrations all registrations of the adapter's devices
     */
    public synchronized void registered(Collection<Registration> registrations) {
        registered = List.copyOf(registrations);
        reconcile();
    }

    @Override
    public synchronized void assigned(Set<Integer> owned, DevicePartitions partitions) {
        assignment = new PartitionAssignment(owned, partitions);
        suspended = false;
        sessions.release(assignment::isForeign);
        outbox.discard(assignment::isForeign);
        outbox.resume();
        reconcile();
    }

    @Override
    public void revoked(Set<Integer> revoked) {
        if (giveUpEverything(revoked)) {
            // Nobody takes over: the last messages may take their time.
            sessions.release(device -> true);
            return;
        }
        PartitionAssignment rest = shrinkBy(revoked);
        try {
            sessions.release(rest::isForeign)
                    .thenCompose(closed -> outbox.delivered(rest::isForeign))
                    .toCompletableFuture()
                    .get(handOverTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("devices are handed over before their last messages were delivered: %s", e.toString());
        }
        outbox.discard(rest::isForeign);
    }

    private synchronized boolean giveUpEverything(Set<Integer> revoked) {
        boolean everything = assignment.isEverything() && revoked.containsAll(assignment.owned());
        if (everything) {
            assignment = PartitionAssignment.NOTHING;
        }
        return everything;
    }

    private synchronized PartitionAssignment shrinkBy(Set<Integer> revoked) {
        assignment = assignment.without(revoked);
        return assignment;
    }

    @Override
    public synchronized void inDoubt() {
        outbox.pause();
        if (!assignment.isEverything()) {
            suspended = true;
            sessions.release(device -> true);
        }
    }

    /**
     * Ends all sessions; none is started any more.
     *
     * @param last whether there is no other replica, so that the twins of all devices are told that nobody reads them
     * @return completes when all links are closed and the last messages are in the outbox
     */
    public synchronized CompletionStage<Void> end(boolean last) {
        Collection<Registration> all = registered;
        return sessions.stop().thenRun(() -> {
            if (last) {
                outbox.resume();
                sessions.tellStopped(all);
            }
        });
    }

    /**
     * @return how many partitions this replica owns
     */
    public synchronized int partitions() {
        return assignment.owned().size();
    }

    private void reconcile() {
        if (!suspended) {
            sessions.reconcile(registered.stream()
                    .filter(each -> assignment.isOurs(each.device()))
                    .toList());
        }
    }
}
