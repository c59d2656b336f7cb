package io.celltwin.lifecycle.evidence;

import io.celltwin.lifecycle.config.LifecycleConfig;
import io.celltwin.lifecycle.record.RecordStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Keeps the log up with the records, signs heads and audits, each at its interval and when somebody asks. */
@ApplicationScoped
public class RecordLogKeeper {
    private static final Logger LOG = Logger.getLogger(RecordLogKeeper.class);
    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(1);
    private static final int TOLD_IN_LOG = 20;

    private final RecordStore records;
    private final RecordLog log;
    private final LogKey key;
    private final HeadPublisher publisher;
    private final LifecycleConfig.Log config;
    private final InstantSource clock;
    private final AtomicLong wrong = new AtomicLong();
    private volatile long published;
    private volatile String lastComplaint = "";
    private volatile Optional<AuditReport> newestAudit = Optional.empty();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "record-log");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    RecordLogKeeper(
            RecordStore records,
            RecordLog log,
            LogKey key,
            HeadPublisher publisher,
            LifecycleConfig config,
            MeterRegistry metrics) {
        this(records, log, key, publisher, config.log(), metrics, InstantSource.system());
    }

    RecordLogKeeper(
            RecordStore records,
            RecordLog log,
            LogKey key,
            HeadPublisher publisher,
            LifecycleConfig.Log config,
            MeterRegistry metrics,
            InstantSource clock) {
        this.records = records;
        this.log = log;
        this.key = key;
        this.publisher = publisher;
        this.config = config;
        this.clock = clock;
        Gauge.builder("celltwin.lifecycle.log.size", log, RecordLog::size)
                .description("records in the log")
                .register(metrics);
        Gauge.builder("celltwin.lifecycle.log.findings", wrong, AtomicLong::get)
                .description("what the newest audit found wrong")
                .register(metrics);
    }

    /** Prepares the database and begins. */
    public void start() {
        records.prepare(log.size());
        timer.execute(() -> complain(this::encryptAnew));
        every(FOLLOW_EVERY, log::catchUp);
        every(config.headInterval(), this::sign);
        every(config.auditInterval(), this::audit);
    }

    /** The key may have been rotated before this start. */
    private void encryptAnew() {
        int encrypted = records.encryptAnew();
        if (encrypted > 0) {
            LOG.infof("The trade secrets of %d records are encrypted with the newest key", encrypted);
        }
    }

    private void every(Duration interval, Runnable task) {
        timer.scheduleWithFixedDelay(
                () -> complain(task), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void complain(Runnable task) {
        try {
            task.run();
            lastComplaint = "";
        } catch (RuntimeException e) {
            String complaint = String.valueOf(e.getMessage());
            if (!complaint.equals(lastComplaint)) { // it is tried every second
                LOG.warnf("The record log waits: %s", complaint);
                lastComplaint = complaint;
            }
        }
    }

    /**
     * Signs a head and tells partners of it, if there is anything new.
     *
     * @return the newest one
     * @throws RecordLogException if the log does not go on from the newest head
     */
    public synchronized SignedTreeHead sign() {
        SignedTreeHead head = log.sign();
        if (head.treeSize() > published) {
            publisher.publish(head);
            published = head.treeSize();
        }
        return head;
    }

    /** Holds all records against the log now. */
    public synchronized AuditReport audit() {
        AuditReport report = new RecordAudit(records, log, key).run(clock.instant());
        wrong.set(report.count());
        report.findings().stream().limit(TOLD_IN_LOG).forEach(finding -> LOG.error(finding.explanation()));
        newestAudit = Optional.of(report);
        return report;
    }

    /** The newest audit's report; empty if there was none since the start. */
    public Optional<AuditReport> newestAudit() {
        return newestAudit;
    }

    /** Ends; what is not in the log yet is taken at the next start. */
    public void stop() {
        timer.shutdownNow();
    }
}
