package io.celltwin.lifecycle.evidence;

import io.celltwin.lifecycle.evidence.AuditReport.Finding;
import io.celltwin.lifecycle.evidence.AuditReport.Kind;
import io.celltwin.lifecycle.evidence.RecordLog.Entry;
import io.celltwin.lifecycle.merkle.TreeFrontier;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Holds every record in the database against the log, and the log against every head that was signed. The leaves are read one
 * after the other and the roots computed anew. Used by one thread.
 */
final class RecordAudit {
    private static final int AT_ONCE = 100;
    private static final int MOST_FINDINGS = 1_000;

    private final RecordStore records;
    private final RecordLog log;
    private final LogKey key;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Long, Entry> missing = new TreeMap<>();
    private final Map<Long, Removal> removed = new HashMap<>();
    private long count;

    RecordAudit(RecordStore records, RecordLog log, LogKey key) {
        this.records = records;
        this.log = log;
        this.key = key;
    }

    /**
     * Runs once.
     *
     * @throws com.mongodb.MongoException if the database does not answer
     */
    AuditReport run(Instant at) {
        log.catchUp();
        long size = log.size();
        List<SignedTreeHead> heads = log.heads();
        Map<Long, List<SignedTreeHead>> bySize =
                new TreeMap<>(heads.stream().collect(Collectors.groupingBy(SignedTreeHead::treeSize)));
        TreeFrontier frontier = new TreeFrontier();
        checkHeads(bySize.remove(0L), frontier);
        for (long from = 0; from < size; from += AT_ONCE) {
            List<Long> positions = LongStream.range(from, Math.min(size, from + AT_ONCE))
                    .boxed()
                    .toList();
            Map<Long, StoredRecord> there = records.at(positions).stream()
                    .collect(Collectors.toMap(StoredRecord::position, Function.identity()));
            for (long position : positions) {
                Entry entry = log.entry(position);
                frontier.append(entry.leaf());
                compare(position, entry, there.get(position));
                checkHeads(bySize.remove(frontier.size()), frontier);
            }
        }
        bySize.values().forEach(longer -> checkHeads(longer, frontier));
        missing.forEach(this::explainMissing);
        for (String id : records.outside(size)) {
            found(
                    Kind.INSERTED,
                    id,
                    Optional.empty(),
                    "The document %s stands among the records and has no place in their log; this app did not write it."
                            .formatted(id));
        }
        return new AuditReport(at, size, heads.size(), count, List.copyOf(findings));
    }

    private void compare(long position, Entry entry, StoredRecord stored) {
        if (stored == null) {
            missing.put(position, entry);
            return;
        }
        if (!stored.id().equals(entry.record())) {
            found(
                    Kind.CHANGED,
                    entry.record(),
                    Optional.of(position),
                    "At the position of the record %s stands %s.".formatted(entry.record(), stored.id()));
        } else if (!stored.leaf().equals(Optional.of(entry.leaf()))) {
            found(
                    Kind.CHANGED,
                    entry.record(),
                    Optional.of(position),
                    "The record %s is not as it was written.".formatted(entry.record()));
        } else if (stored.written().isEmpty()) {
            found(
                    Kind.INSERTED,
                    entry.record(),
                    Optional.of(position),
                    "The record %s has no valid seal: this app did not write it, or its seal was changed."
                            .formatted(entry.record()));
        } else {
            Removals.in(stored).forEach(removal -> removed.put(removal.position(), removal));
        }
    }

    private void explainMissing(long position, Entry entry) {
        Removal removal = removed.get(position);
        if (removal == null || !removal.leaf().equals(entry.leaf())) {
            found(
                    Kind.DELETED,
                    entry.record(),
                    Optional.of(position),
                    "The record %s was deleted.".formatted(entry.record()));
        }
    }

    private void checkHeads(List<SignedTreeHead> heads, TreeFrontier frontier) {
        if (heads == null) {
            return;
        }
        for (SignedTreeHead head : heads) {
            if (!head.isSignedBy(key.publicKey())) {
                logWrong("The tree head of %d records of %s is not signed by this plant's key."
                        .formatted(head.treeSize(), head.timestamp()));
            } else if (head.treeSize() != frontier.size()) {
                logWrong("A tree head of %d records was signed at %s, and the log has %d."
                        .formatted(head.treeSize(), head.timestamp(), frontier.size()));
            } else if (!head.rootHash().equals(frontier.root())) {
                logWrong(
                        "The log does not lead to the tree head of %d records that was signed at %s: its files were changed."
                                .formatted(head.treeSize(), head.timestamp()));
            }
        }
    }

    private void logWrong(String explanation) {
        add(new Finding(Kind.LOG, Optional.empty(), Optional.empty(), explanation));
    }

    private void found(Kind kind, String record, Optional<Long> position, String explanation) {
        add(new Finding(kind, Optional.of(record), position, explanation));
    }

    private void add(Finding finding) {
        count++;
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }
}
