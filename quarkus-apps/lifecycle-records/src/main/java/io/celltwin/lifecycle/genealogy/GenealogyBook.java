package io.celltwin.lifecycle.genealogy;

import io.celltwin.lifecycle.canonical.CanonicalJson;
import io.celltwin.lifecycle.merkle.Hash;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.state.LifecycleState;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.state.StateConflict;
import io.celltwin.lifecycle.state.StateHistory;
import io.celltwin.lifecycle.state.ToldRecords;
import io.celltwin.lifecycle.state.UnknownThing;
import io.celltwin.lifecycle.twin.Twins;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
    /** In a record of assembly: what something is. */
    static final String KIND = "kind";

    private final RecordStore records;
    private final ToldRecords told;
    private final KnownParts known;
    private final Places places;
    private final StateBook states;
    private final Twins twins;

    @Inject
    public GenealogyBook(
            RecordStore records, ToldRecords told, KnownParts known, Places places, StateBook states, Twins twins) {
        this.records = records;
        this.told = told;
        this.known = known;
        this.places = places;
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
                lot.thing() + "/lot", RecordType.LOT, lot.thing(), ToldRecords.inMillis(lot.at()), Set.of(), content);
        return told.keep(record);
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
            PartKind kind = known.kindOf(part)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "No lot, batch, cell, module or pack %s is known that could go into %s: record it first."
                                    .formatted(part, assembly.thing())));
            if (!assembly.kind().mayBeMadeOf(kind)) {
                throw new IllegalArgumentException("%s is a %s and does not go into a %s."
                        .formatted(part, kind.wireName(), assembly.kind().wireName()));
            }
            parts.add(new LinkedHashMap<>(Map.of("thing", part, KIND, kind.wireName())));
        }
        List<Stay> stays = places.of(assembly.parts());
        LifecycleRecord record = record(assembly, parts, stays);
        if (told.known(record.id()).isEmpty()) {
            assembly.parts().forEach(part -> requireThere(part, assembly));
            requireWhole(assembly.thing(), assembly.at());
            stays.forEach(stay -> requireFree(stay, assembly));
            requireOneBatch(assembly, parts);
        }
        return told.keep(record);
    }

    /** The parts belong into the id, since further ones are another fact; so does the time of those that are built in again. */
    private LifecycleRecord record(Assembly assembly, List<Map<String, Object>> parts, List<Stay> stays) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(KIND, assembly.kind().wireName());
        content.put("parts", parts);
        content.put("by", assembly.by());
        Instant at = ToldRecords.inMillis(assembly.at());
        LifecycleRecord first = new LifecycleRecord(
                assembly.thing() + "/assembly/" + hash(assembly.parts()),
                RecordType.ASSEMBLY,
                assembly.thing(),
                at,
                assembly.parts(),
                content);
        boolean again =
                stays.stream().anyMatch(stay -> !stay.isOpen() && stay.whole().equals(assembly.thing()))
                        && told.known(first.id())
                                .filter(other -> !ToldRecords.same(other, first))
                                .isPresent();
        return again
                ? new LifecycleRecord(
                        first.id() + "/" + at, RecordType.ASSEMBLY, first.thing(), at, first.related(), content)
                : first;
    }

    /** Thousands of ids are too long for one. */
    private static String hash(Set<String> ids) {
        return Hash.ofLeaf(CanonicalJson.bytes(List.copyOf(ids))).hex();
    }

    /**
     * Records that parts were taken out of a thing; they may be built in elsewhere from then on.
     *
     * @return the record
     * @throws UnknownThing if nothing is known of the thing
     * @throws StateConflict if a part is not in there, then
     * @throws io.celltwin.twin.error.TwinException if the twin service had to be asked and does not answer
     */
    public synchronized LifecycleRecord take(Disassembly disassembly) {
        String thing = disassembly.thing();
        if (known.kindOf(thing).isEmpty()) {
            throw new UnknownThing("No batch, cell, module or pack %s is known.".formatted(thing));
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("parts", List.copyOf(disassembly.parts()));
        content.put("reason", disassembly.reason());
        content.put("by", disassembly.by());
        Instant at = ToldRecords.inMillis(disassembly.at());
        LifecycleRecord record = new LifecycleRecord(
                thing + "/disassembly/" + hash(disassembly.parts()) + "/" + at,
                RecordType.DISASSEMBLY,
                thing,
                at,
                disassembly.parts(),
                content);
        if (told.known(record.id()).isEmpty()) {
            requireInside(disassembly, at);
        }
        return told.keep(record);
    }

    private void requireInside(Disassembly disassembly, Instant at) {
        Map<String, Stay> inside = new HashMap<>();
        places.of(disassembly.parts()).stream()
                .filter(stay -> stay.isOpen() && stay.whole().equals(disassembly.thing()))
                .forEach(stay -> inside.put(stay.part(), stay));
        for (String part : disassembly.parts()) {
            Stay stay = inside.get(part);
            if (stay == null || !stay.partKind().isBuiltInOnce()) {
                throw new StateConflict("%s is no cell or module that is built into %s and could be taken out of it."
                        .formatted(part, disassembly.thing()));
            }
            if (at.isBefore(stay.from())) {
                throw new StateConflict("%s was built into %s at %s and cannot have been taken out before, at %s."
                        .formatted(part, disassembly.thing(), stay.from(), at));
            }
        }
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
        if (known.kindOf(thing).isEmpty()) {
            throw new UnknownThing(
                    "No lot, batch, cell, module or pack %s is known: record it first.".formatted(thing));
        }
        known.madeAt(thing).filter(measurement.at()::isBefore).ifPresent(made -> {
            throw new StateConflict("%s is known since %s and cannot have been measured before, at %s."
                    .formatted(thing, made, measurement.at()));
        });
        Map<String, Object> values = new LinkedHashMap<>();
        measurement.values().forEach((name, value) -> {
            Map<String, Object> figures = new LinkedHashMap<>(Map.of("value", value.value(), "unit", value.unit()));
            value.minimum().ifPresent(minimum -> figures.put("minimum", minimum));
            value.maximum().ifPresent(maximum -> figures.put("maximum", maximum));
            values.put(name, figures);
        });
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("test", measurement.test());
        measurement.instrument().ifPresent(instrument -> content.put("instrument", instrument));
        content.put("values", values);
        content.put("by", measurement.by());
        Instant at = ToldRecords.inMillis(measurement.at());
        return told.keep(new LifecycleRecord(
                thing + "/measurement/" + measurement.test() + "/" + at,
                RecordType.MEASUREMENT,
                thing,
                at,
                Set.of(),
                content));
    }

    private void requireKind(String thing, PartKind kind) {
        Optional<PartKind> recorded = known.kindOf(thing);
        if (recorded.isPresent() && recorded.get() != kind) {
            throw new StateConflict(
                    "%s is a %s and no %s.".formatted(thing, recorded.get().wireName(), kind.wireName()));
        }
        if (recorded.isEmpty()) {
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
        known.madeAt(part).filter(ToldRecords.inMillis(assembly.at())::isBefore).ifPresent(made -> {
            throw new StateConflict("%s is known since %s and cannot have been built into %s before, at %s."
                    .formatted(part, made, assembly.thing(), assembly.at()));
        });
    }

    private void requireWhole(String whole, Instant at) {
        StateHistory history = states.history(whole);
        if (history.state().filter(LifecycleState::isGone).isPresent()
                && history.since().filter(ToldRecords.inMillis(at)::isBefore).isEmpty()) {
            throw new StateConflict("%s is '%s' since %s and nothing can be built into it after that."
                    .formatted(
                            whole,
                            history.state().get().wireName(),
                            history.since().orElseThrow()));
        }
    }

    private static void requireFree(Stay stay, Assembly assembly) {
        if (!stay.partKind().isBuiltInOnce()) {
            return;
        }
        boolean same = stay.whole().equals(assembly.thing());
        if (stay.isOpen()) {
            if (!same) {
                throw new StateConflict("%s is built into %s and cannot be in %s, too: say first that it was taken out."
                        .formatted(stay.part(), stay.whole(), assembly.thing()));
            }
            return;
        }
        Instant until = stay.until().orElseThrow();
        Instant at = ToldRecords.inMillis(assembly.at());
        if (at.isBefore(until) || (same && at.equals(until))) {
            throw new StateConflict("%s was in %s until %s and cannot have been built into %s before, at %s."
                    .formatted(stay.part(), stay.whole(), until, assembly.thing(), assembly.at()));
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
}
