package io.celltwin.lifecycle.record;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.bson.Document;

/**
 * Which position comes next. The unique index on positions decides: whoever inserts a record at a position has it, and
 * another replica goes on to the next one, so that positions have no gap and each record has one, whoever is killed when.
 *
 * <p>Positions are looked up one by one, never by range: the embedded server has an index for the former alone. Where to
 * begin is remembered in a document of its own, now and then, since records that were taken away leave gaps below. Used by
 * one thread at a time.
 */
final class RecordPositions {
    static final String FIELD = "position";

    private static final int AT_ONCE = 100;
    private static final String SEQUENCE = "records";
    private static final String NEXT = "next";
    private static final String ADOPTING = "adopting";

    private final MongoCollection<Document> records;
    private final MongoCollection<Document> sequences;
    private long next = -1;

    RecordPositions(MongoCollection<Document> records, MongoCollection<Document> sequences) {
        this.records = records;
        this.sequences = sequences;
    }

    /** The position that nobody has, as far as is known. */
    long next() {
        if (next < 0) {
            next = firstFree(remembered());
        }
        return next;
    }

    /** Somebody has that position. */
    void taken(long position) {
        next = Math.max(next, position + 1);
    }

    /** Below that all positions have been given, whatever is there now. */
    void remember(long given) {
        if (next >= 0) {
            taken(given - 1);
        }
        sequences.updateOne(Filters.eq(SEQUENCE), Updates.max(NEXT, given), new UpdateOptions().upsert(true));
    }

    /** What was remembered last; 0 if nothing ever was. */
    long remembered() {
        Document sequence = sequences.find(Filters.eq(SEQUENCE)).first();
        return sequence == null ? 0 : ((Number) sequence.get(NEXT)).longValue();
    }

    /** Whether no record ever had a position, or a process was killed while it gave old ones theirs. */
    boolean mayAdopt() {
        Document sequence = sequences.find(Filters.eq(SEQUENCE)).first();
        return sequence == null
                ? records.find(Filters.eq(FIELD, 0L)).first() == null
                : Boolean.TRUE.equals(sequence.get(ADOPTING));
    }

    void adopting(boolean begun) {
        sequences.updateOne(
                Filters.eq(SEQUENCE),
                Updates.combine(Updates.set(ADOPTING, begun), Updates.max(NEXT, 0L)),
                new UpdateOptions().upsert(true));
    }

    private long firstFree(long from) {
        for (long start = from; ; start += AT_ONCE) {
            List<Long> asked = LongStream.range(start, start + AT_ONCE).boxed().toList();
            Set<Long> there = new HashSet<>();
            records.find(Filters.in(FIELD, asked))
                    .projection(Projections.include(FIELD))
                    .forEach(document -> there.add(((Number) document.get(FIELD)).longValue()));
            for (long position : asked) {
                if (!there.contains(position)) {
                    return position;
                }
            }
        }
    }
}
