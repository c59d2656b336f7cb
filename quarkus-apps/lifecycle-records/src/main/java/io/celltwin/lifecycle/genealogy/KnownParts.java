package io.celltwin.lifecycle.genealogy;

import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.state.ToldRecords;
import io.celltwin.lifecycle.twin.KnownThing;
import io.celltwin.lifecycle.twin.Twins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What records and twins tell of the things of the genealogy: what each is, and since when. */
@ApplicationScoped
public class KnownParts {
    private final RecordStore records;
    private final StateBook states;
    private final Twins twins;

    /**
     * @param records asked first
     * @param states of these things
     * @param twins asked where no record tells what something is
     */
    @Inject
    public KnownParts(RecordStore records, StateBook states, Twins twins) {
        this.records = records;
        this.states = states;
        this.twins = twins;
    }

    /**
     * What is known to be of that id; empty if nothing is, or it is no thing of the genealogy.
     *
     * @throws io.celltwin.twin.error.TwinException if the twin service had to be asked and does not answer
     */
    public Optional<PartKind> kindOf(String thing) {
        if (!records.about(thing, RecordType.LOT).isEmpty()) {
            return Optional.of(PartKind.LOT);
        }
        Optional<PartKind> assembled = records.about(thing, RecordType.ASSEMBLY).stream()
                .map(record -> PartKind.of(String.valueOf(record.content().get(GenealogyBook.KIND))))
                .findFirst();
        if (assembled.isPresent()) {
            return assembled;
        }
        if (!records.about(thing, RecordType.STEP).isEmpty()) {
            return Optional.of(PartKind.BATCH);
        }
        Optional<KnownThing> twin = twins.find(thing);
        return Arrays.stream(PartKind.values())
                .filter(kind -> kind.modelType()
                        .filter(type -> twin.filter(known -> known.isA(type)).isPresent())
                        .isPresent())
                .findFirst();
    }

    /** The first that the records tell of its own making. */
    public Optional<Instant> madeAt(String thing) {
        List<Instant> told = new ArrayList<>();
        records.about(thing, RecordType.LOT).forEach(record -> told.add(record.at()));
        records.about(thing, RecordType.ASSEMBLY).forEach(record -> told.add(record.at()));
        records.about(thing, RecordType.STEP)
                .forEach(step ->
                        told.add(Instant.parse(String.valueOf(step.content().get("startedAt")))));
        states.history(thing).first().ifPresent(told::add);
        return told.stream().min(Instant::compareTo).map(ToldRecords::inMillis);
    }
}
