package io.celltwin.edge.announcement;

import io.celltwin.edge.ack.AcknowledgementHub;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.entity.EntityKind;
import io.celltwin.edge.policydocument.ExpiredSubjectRemoval;
import io.celltwin.edge.policydocument.PolicyDocument;
import io.celltwin.edge.state.StateView;
import io.celltwin.edge.state.TwinEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.ditto.base.model.acks.AcknowledgementLabel;
import org.eclipse.ditto.base.model.acks.AcknowledgementRequest;
import org.eclipse.ditto.base.model.common.DittoDuration;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.DittoHeadersBuilder;
import org.eclipse.ditto.base.model.signals.acks.Acknowledgements;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectAnnouncement;
import org.eclipse.ditto.policies.model.SubjectId;
import org.eclipse.ditto.policies.model.signals.announcements.SubjectDeletionAnnouncement;
import org.jboss.logging.Logger;

/**
 * Announces that subjects of policies go, as they ask for, and takes them out when their time has run out. (They have
 * no rights from that time on in any case: this is for who looks at the policy, and for who wants to know.)
 *
 * <p>
 * Each subject that has an expiry or an announcement is watched, from when it is written until it is gone:
 * <ol>
 * <li><i>Waiting</i> until its announcement is due: its time before the expiry, and earlier by chance so that many are
 * not announced at once. Without one it waits for its expiry.
 * <li><i>Announced</i>: if it asks for acknowledgements, these are waited for. One that is missing or bad makes it be
 * announced again, ever later, for no longer than four hours after its expiry.
 * <li><i>Ending</i>: nothing more is to be told; at its expiry it is removed.
 * </ol>
 * A subject that somebody removes earlier is announced then, if it asks for that and was not announced; one that is
 * replaced by another of its id is not.
 *
 * <p>
 * All this is done by one thread. A start finds all subjects in their policies again, and announces again those whose
 * announcement is due.
 */
public final class SubjectExpiry implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SubjectExpiry.class);
    private static final Duration GRACE_PERIOD = Duration.ofHours(4);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofHours(1);
    private static final Duration RANDOM_INTERVAL = Duration.ofMinutes(5);
    private static final Duration REMOVAL_RETRY = Duration.ofSeconds(10);
    private static final int SHUTDOWN_SECONDS = 5;

    private final StateView state;
    private final AnnouncementHub announcements;
    private final AcknowledgementHub acknowledgements;
    private final Consumer<ExpiredSubjectRemoval> commands;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor thread;
    private final Map<EntityKey, Map<Subject, Watched>> watched = new HashMap<>();
    /** Policies that changed: each at most once, so that there are never more than there are policies. */
    private final Set<EntityKey> changed = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean lookDue = new AtomicBoolean();

    /** @param commands executes what takes a subject out of its policy */
    public SubjectExpiry(
            StateView state,
            AnnouncementHub announcements,
            AcknowledgementHub acknowledgements,
            Consumer<ExpiredSubjectRemoval> commands,
            Clock clock) {
        this.state = state;
        this.announcements = announcements;
        this.acknowledgements = acknowledgements;
        this.commands = commands;
        this.clock = clock;
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "edge-twin-subject-expiry");
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Takes over an entity that was there at the start. */
    public void load(Entity entity) {
        boolean timed = entity.mentions("expiry") || entity.mentions("announcement");
        if (entity.key().kind() == EntityKind.POLICY && timed) {
            look(entity.key());
        }
    }

    /** Takes over changes that are shown already. */
    public void update(List<TwinEvent> events) {
        for (TwinEvent event : events) {
            if (event.change().key().kind() == EntityKind.POLICY) {
                look(event.change().key());
            }
        }
    }

    private void look(EntityKey policy) {
        changed.add(policy);
        if (lookDue.compareAndSet(false, true)) {
            thread.execute(() -> safely(this::look));
        }
    }

    private void look() {
        lookDue.set(false);
        for (EntityKey policy : List.copyOf(changed)) {
            changed.remove(policy);
            look(policy, subjectsOf(policy));
        }
    }

    private Set<Subject> subjectsOf(EntityKey policy) {
        Set<Subject> subjects = new HashSet<>();
        state.alive(policy).ifPresent(present -> {
            PolicyDocument document = PolicyDocument.fromJson(PolicyId.of(policy.id()), present.json());
            document.entries().values().stream()
                    .flatMap(entry -> entry.subjects().stream())
                    .filter(subject -> subject.getExpiry().isPresent()
                            || subject.getAnnouncement().isPresent())
                    .forEach(subjects::add);
        });
        return subjects;
    }

    private void look(EntityKey policy, Set<Subject> present) {
        if (present.isEmpty() && !watched.containsKey(policy)) {
            return;
        }
        Map<Subject, Watched> known = watched.computeIfAbsent(policy, first -> new HashMap<>());
        for (Subject gone : List.copyOf(known.keySet())) {
            if (!present.contains(gone)) {
                boolean replaced =
                        present.stream().anyMatch(other -> other.getId().equals(gone.getId()));
                known.remove(gone).removed(replaced);
            }
        }
        for (Subject subject : present) {
            known.computeIfAbsent(subject, added -> new Watched(PolicyId.of(policy.id()), added))
                    .begin();
        }
        if (known.isEmpty()) {
            watched.remove(policy);
        }
    }

    private static void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("The expiry of a policy's subject could not be looked after by a defect", e);
        }
    }

    /** Announces nothing more. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private enum Phase {
        NEW,
        WAITING,
        ANNOUNCED,
        ENDING
    }

    /** One subject of one policy. For the one thread alone. */
    private final class Watched {
        private final PolicyId policy;
        private final Subject subject;
        private Phase phase = Phase.NEW;
        private Duration backoff = FIRST_BACKOFF;
        /** When it was removed, by whomever. */
        private Instant removedAt = Instant.MAX;

        private ScheduledFuture<?> next;

        Watched(PolicyId policy, Subject subject) {
            this.policy = policy;
            this.subject = subject;
        }

        void begin() {
            if (phase != Phase.NEW) {
                return;
            }
            phase = Phase.WAITING;
            subject.getExpiry()
                    .ifPresent(expiry -> subject.getAnnouncement()
                            .flatMap(SubjectAnnouncement::getBeforeExpiry)
                            .ifPresentOrElse(
                                    before -> at(
                                            expiry.getTimestamp()
                                                    .minus(before.getDuration())
                                                    .minus(random()),
                                            this::announce),
                                    this::end));
        }

        private Duration random() {
            long most = subject.getAnnouncement()
                    .flatMap(SubjectAnnouncement::getRandomizationInterval)
                    .map(DittoDuration::getDuration)
                    .orElse(RANDOM_INTERVAL)
                    .toMillis();
            return Duration.ofMillis(most > 0 ? ThreadLocalRandom.current().nextLong(most) : 0);
        }

        /** It stands no longer in its policy. */
        void removed(boolean replaced) {
            removedAt = clock.instant();
            boolean told = subject.getAnnouncement()
                    .filter(SubjectAnnouncement::isWhenDeleted)
                    .isPresent();
            if (replaced || phase == Phase.ENDING && announcedBefore() || !told && phase != Phase.ANNOUNCED) {
                cancel();
            } else if (phase != Phase.ANNOUNCED) {
                announce();
            }
        }

        private boolean announcedBefore() {
            return subject.getExpiry().isPresent()
                    && subject.getAnnouncement()
                            .flatMap(SubjectAnnouncement::getBeforeExpiry)
                            .isPresent();
        }

        private void announce() {
            phase = Phase.ANNOUNCED;
            SubjectDeletionAnnouncement announcement = announcement();
            List<AcknowledgementLabel> labels = announcement.getDittoHeaders().getAcknowledgementRequests().stream()
                    .map(AcknowledgementRequest::getLabel)
                    .toList();
            if (labels.isEmpty()) {
                announcements.publish(announcement);
                end();
                return;
            }
            try {
                acknowledgements
                        .await(policy, labels, announcement.getDittoHeaders())
                        .outcome()
                        .whenComplete((all, error) -> thread.execute(() -> safely(() -> acknowledged(all))));
                announcements.publish(announcement);
            } catch (DittoRuntimeException e) {
                LOG.debugf("The expiry of a subject of %s is announced later: %s", policy, e.getMessage());
                announceLater();
            }
        }

        private SubjectDeletionAnnouncement announcement() {
            DittoHeadersBuilder<?, ?> headers = DittoHeaders.newBuilder().randomCorrelationId();
            subject.getAnnouncement().ifPresent(announced -> {
                headers.acknowledgementRequests(announced.getRequestedAcksLabels());
                announced.getRequestedAcksTimeout().ifPresent(headers::timeout);
            });
            Set<SubjectId> ids = Set.of(subject.getId());
            return SubjectDeletionAnnouncement.of(policy, deleteAt(), ids, headers.build());
        }

        private Instant deleteAt() {
            return subject.getExpiry()
                    .map(org.eclipse.ditto.policies.model.SubjectExpiry::getTimestamp)
                    .filter(expiry -> expiry.isBefore(removedAt))
                    .orElse(removedAt);
        }

        private void acknowledged(Acknowledgements all) {
            boolean failed = all == null || all.stream().anyMatch(one -> isToBeRepeated(one.getHttpStatus()));
            if (failed) {
                announceLater();
            } else {
                end();
            }
        }

        private static boolean isToBeRepeated(HttpStatus status) {
            return status.equals(HttpStatus.REQUEST_TIMEOUT)
                    || status.equals(HttpStatus.FAILED_DEPENDENCY)
                    || status.isServerError();
        }

        private void announceLater() {
            Instant time = clock.instant().plus(backoff);
            double factor = 1.5 + 0.5 * ThreadLocalRandom.current().nextDouble();
            Duration longer = Duration.ofMillis((long) (backoff.toMillis() * factor));
            backoff = longer.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : longer;
            if (time.isBefore(deleteAt().plus(GRACE_PERIOD))) {
                at(time, this::announce);
            } else {
                LOG.warnf("The end of subject '%s' of %s was never acknowledged", subject.getId(), policy);
                end();
            }
        }

        private void end() {
            phase = Phase.ENDING;
            if (removedAt.equals(Instant.MAX)) {
                subject.getExpiry().ifPresent(expiry -> at(expiry.getTimestamp(), this::remove));
            }
        }

        /** Its removal is told like any other change; until then it is tried again, since the disk may be full. */
        private void remove() {
            commands.accept(new ExpiredSubjectRemoval(policy, subject));
            at(clock.instant().plus(REMOVAL_RETRY), this::remove);
        }

        private void at(Instant time, Runnable step) {
            cancel();
            long millis = Math.max(0, Duration.between(clock.instant(), time).toMillis());
            next = thread.schedule(() -> safely(step), millis, TimeUnit.MILLISECONDS);
        }

        private void cancel() {
            if (next != null) {
                next.cancel(false);
            }
        }
    }
}
