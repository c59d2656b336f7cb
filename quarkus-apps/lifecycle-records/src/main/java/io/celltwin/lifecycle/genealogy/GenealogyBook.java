package io.celltwin.lifecycle.genealogy;

import io.celltwin.lifecycle.canonical.CanonicalJson;
import io.celltwin.lifecycle.merkle.Hash;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordLeaf;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.state.LifecycleState;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.state.StateConflict;
import io.celltwin.lifecycle.state.UnknownThing;
import io.celltwin.lifecycle.twin.KnownThing;
import io.celltwin.lifecycle.twin.Twins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Records material lots, assembly and measurements as plant systems and people tell them, after holding them against what is
 * known: a part must be known and not be gone, cannot be younger than what is made of it, and a cell or module is in one place.
 * What is told again as it was changes nothing.
 */
@ApplicationScoped
public class GenealogyBook {
    private static final String KIND = "kind";

    private final RecordStore records;
    private final StateBook states;
    private final Twins twins;

    @Inject
    public GenealogyBook(RecordStore records, StateBook states, Twins twins) {
        this.records = records;
        this.states = states;
        this.twins = twins;
    }

    /**
     * Records a material lot.
     *
     * @return its record
     * @throws StateConflict if that lot was told with something else, or the id is that of something else
     * @throws io.celltwin.twin.error.TwinException if the twin service had to be asked and does not answer
     */
    public synchronized LifecycleRecord take(Lot lot) {
        requireKind(lot.thing(), PartKind.LOT);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("material", lot.material());
        content.put("supplier", lot.supplier());
        content.put("certificate", lot.certificate());
        content.put("by", lot.by());
        LifecycleRecord record = new LifecycleRecord(
                lot.thing() + "/lot", RecordType.LOT, lot.thing(), inMillis(lot.at()), Set.of(), content);
        return append(record);
    }

    /**
     * Records that a thing was made of others.
     *
     * @return the record
     * @throws IllegalArgumentException if a part is not known, or of a kind that does not go into it
     * @throws StateConflict if a part is gone, is built into something else, or is younger; or the id is that of something else
     * @throws io.celltwin.twin.error.TwinException if the twin service had to be asked and does not answer
     */
    public synchronized LifecycleRecord take(Assembly assembly) {
        requireKind(assembly.thing(), assembly.kind());
        List<Map<String, Object>> parts = new ArrayList<>();
        for (String part : assembly.parts()) {
            PartKind kind = kindOf(part)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "No lot, batch, cell, module or pack %s is known that could go into %s: record it first."
                                    .formatted(part, assembly.thing())));
            if (!assembly.kind().mayBeMadeOf(kind)) {
                throw new IllegalArgumentException("%s is a %s and does not go into a %s."
                        .formatted(part, kind.wireName(), assembly.kind().wireName()));
            }
            requireThere(part, assembly);
            parts.add(new LinkedHashMap<>(Map.of("thing", part, KIND, kind.wireName())));
        }
        requirePlace(assembly);
        requireOneBatch(assembly, parts);
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(KIND, assembly.kind().wireName());
        content.put("parts", parts);
        content.put("by", assembly.by());
        // The parts belong into the id: further ones are another fact. Thousands of ids are too long for one.
        String id = assembly.thing() + "/assembly/"
                + Hash.ofLeaf(CanonicalJson.bytes(List.copyOf(assembly.parts())))
                        .hex();
        return append(new LifecycleRecord(
                id, RecordType.ASSEMBLY, assembly.thing(), inMillis(assembly.at()), assembly.parts(), content));
    }

    /**
     * Records a measurement.
     *
     * @return its record
     * @throws UnknownThing if nothing is known of the thing
     * @throws StateConflict if it was measured before it was made, or that test told something else for that time
     * @throws io.celltwin.twin.error.TwinException if the twin service had to be asked and does not answer
     */
    public synchronized LifecycleRecord take(Measurement measurement) {
        String thing = measurement.thing();
        if (kindOf(thing).isEmpty()) {
            throw new UnknownThing(
                    "No lot, batch, cell, module or pack %s is known: record it first.".formatted(thing));
        }
        madeAt(thing).filter(measurement.at()::isBefore).ifPresent(made -> {
            throw new StateConflict("%s is known since %s and cannot have been measured before, at %s."
                    .formatted(thing, made, measurement.at()));
        });
        Map<String, Object> values = new LinkedHashMap<>();
        measurement.values().forEach((name, value) -> {
            Map<String, Object> told = new LinkedHashMap<>(Map.of("value", value.value(), "unit", value.unit()));
            value.minimum().ifPresent(minimum -> told.put("minimum", minimum));
            value.maximum().ifPresent(maximum -> told.put("maximum", maximum));
            values.put(name, told);
        });
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("test", measurement.test());
        measurement.instrument().ifPresent(instrument -> content.put("instrument", instrument));
        content.put("values", values);
        content.put("by", measurement.by());
        Instant at = inMillis(measurement.at());
        return append(new LifecycleRecord(
                thing + "/measurement/" + measurement.test() + "/" + at,
                RecordType.MEASUREMENT,
                thing,
                at,
                Set.of(),
                content));
    }

    /** What is known to be of that id; empty if nothing is, or it is no thing of the genealogy. */
    public Optional<PartKind> kindOf(String thing) {
        if (!records.about(thing, RecordType.LOT).isEmpty()) {
            return Optional.of(PartKind.LOT);
        }
        Optional<PartKind> assembled = records.about(thing, RecordType.ASSEMBLY).stream()
                .map(record -> PartKind.of(String.valueOf(record.content().get(KIND))))
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

    private void requireKind(String thing, PartKind kind) {
        Optional<PartKind> known = kindOf(thing);
        if (known.isPresent() && known.get() != kind) {
            throw new StateConflict(
                    "%s is a %s and no %s.".formatted(thing, known.get().wireName(), kind.wireName()));
        }
        if (known.isEmpty()) {
            twins.find(thing).filter(twin -> twin.model().isPresent()).ifPresent(twin -> {
                throw new StateConflict("%s is a %s and no %s.".formatted(thing, twin.kind(), kind.wireName()));
            });
        }
    }

    private void requireThere(String part, Assembly assembly) {
        if (part.equals(assembly.thing())) {
            throw new IllegalArgumentException(part + " cannot be built into itself.");
        }
        states.history(part).state().filter(LifecycleState::isGone).ifPresent(state -> {
            throw new StateConflict(
                    "%s is '%s' and cannot be built into %s.".formatted(part, state.wireName(), assembly.thing()));
        });
        madeAt(part).filter(inMillis(assembly.at())::isBefore).ifPresent(made -> {
            throw new StateConflict("%s is known since %s and cannot have been built into %s before, at %s."
                    .formatted(part, made, assembly.thing(), assembly.at()));
        });
    }

    private void requirePlace(Assembly assembly) {
        for (LifecycleRecord record : records.withAny(assembly.parts(), Set.of(RecordType.ASSEMBLY))) {
            for (Link link : Genealogy.linksOf(record)) {
                if (link.partKind().isBuiltInOnce()
                        && assembly.parts().contains(link.part())
                        && !link.whole().equals(assembly.thing())) {
                    throw new StateConflict("%s is built into %s and cannot be in %s, too."
                            .formatted(link.part(), link.whole(), assembly.thing()));
                }
            }
        }
    }

    /** A cell was made in one batch, and nothing else tells which. */
    private void requireOneBatch(Assembly assembly, List<Map<String, Object>> parts) {
        if (assembly.kind() != PartKind.CELL) {
            return;
        }
        Set<String> batches = new TreeSet<>();
        records.about(assembly.thing(), RecordType.ASSEMBLY).stream()
                .flatMap(record -> Genealogy.linksOf(record).stream())
                .filter(link -> link.partKind() == PartKind.BATCH)
                .forEach(link -> batches.add(link.part()));
        parts.stream()
                .filter(part -> PartKind.BATCH.wireName().equals(part.get(KIND)))
                .forEach(part -> batches.add(String.valueOf(part.get("thing"))));
        if (batches.size() > 1) {
            throw new StateConflict("%s is one cell and cannot come from several batches: %s."
                    .formatted(assembly.thing(), String.join(", ", batches)));
        }
    }

    /** The first that the records tell of its own making. */
    private Optional<Instant> madeAt(String thing) {
        List<Instant> told = new ArrayList<>();
        records.about(thing, RecordType.LOT).forEach(record -> told.add(record.at()));
        records.about(thing, RecordType.ASSEMBLY).forEach(record -> told.add(record.at()));
        records.about(thing, RecordType.STEP)
                .forEach(step ->
                        told.add(Instant.parse(String.valueOf(step.content().get("startedAt")))));
        states.history(thing).first().ifPresent(told::add);
        return told.stream().min(Instant::compareTo).map(GenealogyBook::inMillis);
    }

    private LifecycleRecord append(LifecycleRecord record) {
        if (records.append(record)) {
            return record;
        }
        LifecycleRecord known =
                records.byId(record.id()).flatMap(stored -> stored.record()).orElse(record);
        if (!RecordLeaf.of(known).equals(RecordLeaf.of(record))) {
            throw new StateConflict("%s was recorded with something else already: %s at %s. Records are never changed."
                    .formatted(record.id(), known.content(), known.at()));
        }
        return known;
    }

    /** As the database keeps it. */
    private static Instant inMillis(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS);
    }
}
