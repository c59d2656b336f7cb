package io.celltwin.lifecycle.evidence;

import io.celltwin.lifecycle.alarm.PastAlarms;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.record.TakenAway;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Takes records away when their type's time is over, every hour. */
@Singleton
public class RetentionByType {
    private static final Logger LOG = Logger.getLogger(RetentionByType.class);
    private static final Duration FIRST_AFTER = Duration.ofMinutes(5);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int MOST_AT_ONCE = 10_000;

    private final RetentionRules rules;
    private final RecordStore records;
    private final PastAlarms alarms;
    private final RecordRetention retention;
    private final TakenAway takenAway;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "record-retention");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    RetentionByType(
            RetentionRules rules,
            RecordStore records,
            PastAlarms alarms,
            RecordRetention retention,
            TakenAway takenAway) {
        this(rules, records, alarms, retention, takenAway, InstantSource.system());
    }

    RetentionByType(
            RetentionRules rules,
            RecordStore records,
            PastAlarms alarms,
            RecordRetention retention,
            TakenAway takenAway,
            InstantSource clock) {
        this.rules = rules;
        this.records = records;
        this.alarms = alarms;
        this.retention = retention;
        this.takenAway = takenAway;
        this.clock = clock;
    }

    /** Begins. */
    public void start() {
        timer.scheduleWithFixedDelay(this::tryToRun, FIRST_AFTER.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tryToRun() {
        try {
            run();
        } catch (RuntimeException e) {
            LOG.warnf("Records whose time is over are still there: %s", e.getMessage());
        }
    }

    /**
     * Takes away what is over now.
     *
     * @return how many records went
     * @throws com.mongodb.MongoException if the database does not answer; the rest goes next time
     */
    int run() {
        Instant now = clock.instant();
        takenAway.refresh();
        int removed = 0;
        for (RecordType type : rules.kept().keySet()) {
            Duration kept = rules.kept().get(type);
            int gone = remove(
                    type,
                    now.minus(kept),
                    "Records of the type %s are kept for %s.".formatted(type.wireName(), kept),
                    now);
            if (gone > 0) {
                LOG.infof("%d records of the type %s are gone: they are kept for %s", gone, type.wireName(), kept);
            }
            removed += gone;
        }
        return removed;
    }

    private int remove(RecordType type, Instant before, String reason, Instant now) {
        if (type == RecordType.ALARM) {
            return retention.remove(alarms.before(before, thing -> true), reason, now);
        }
        int removed = 0;
        int gone;
        do {
            List<String> ids = records.idsBefore(type, before, MOST_AT_ONCE);
            gone = retention.remove(ids, reason, now);
            removed += gone;
        } while (gone == MOST_AT_ONCE);
        return removed;
    }

    /** Ends. */
    public void stop() {
        timer.shutdownNow();
    }
}
