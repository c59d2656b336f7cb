package io.celltwin.standalone.demo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * What the simulated line has made and nobody needs any more. It makes a batch in less than a minute, so that twins and
 * records of all of them would fill any memory and disk. Batches that are built into a pack stay, and so does everything of
 * devices that are not simulated.
 */
final class SimulatedStock {
    /** Some four hours of the line. */
    static final int BATCHES_KEPT = 300;

    private static final String TYPE = "type";
    private static final String THING = "thing";
    private static final String AT = "at";
    private static final String STATE = "content.state";

    private final MongoCollection<Document> records;
    private final TwinRemoval twins;
    private final RecordRemoval removal;

    /** Takes a twin away. */
    @FunctionalInterface
    interface TwinRemoval {
        /** @throws IOException if it may still be there */
        void remove(String thing) throws IOException, InterruptedException;
    }

    /** Takes records away, so that their log knows it. */
    @FunctionalInterface
    interface RecordRemoval {
        void remove(List<String> ids, Instant now);
    }

    /**
     * Looks after the stock.
     *
     * @param records the lifecycle records
     * @param twins takes the twins of batches away
     * @param removal takes the records of batches away
     */
    SimulatedStock(MongoCollection<Document> records, TwinRemoval twins, RecordRemoval removal) {
        this.records = records;
        this.twins = twins;
        this.removal = removal;
    }

    /**
     * Lets the oldest batches go, with all that is recorded of them.
     *
     * @param devices the thing ids of the simulated devices
     * @return how many batches
     * @throws IOException if a twin could not be removed; then its records are still there, and it is tried again next time
     */
    int forget(List<String> devices, Instant now) throws IOException, InterruptedException {
        List<String> batches = oldBatches(devices);
        for (String batch : batches) {
            twins.remove(batch);
        }
        removal.remove(ids(Filters.in(THING, batches)), now);
        return batches.size();
    }

    private List<String> ids(Bson filter) {
        return records.find(filter)
                .projection(Projections.include("_id"))
                .map(record -> record.getString("_id"))
                .into(new ArrayList<>());
    }

    private List<String> oldBatches(List<String> devices) {
        Bson madeByTheLine =
                Filters.and(Filters.eq(TYPE, "state"), Filters.eq(STATE, "made"), Filters.in("content.by", devices));
        List<String> old = records.find(madeByTheLine)
                .sort(Sorts.descending(AT))
                .skip(BATCHES_KEPT)
                .map(made -> made.getString(THING))
                .into(new ArrayList<>());
        Set<String> inPacks = records.find(
                        Filters.and(Filters.eq(TYPE, "state"), Filters.eq(STATE, "packed"), Filters.in(THING, old)))
                .map(packed -> packed.getString(THING))
                .into(new HashSet<>());
        old.removeAll(inPacks);
        return old;
    }
}
