package io.celltwin.lifecycle.recall;

import io.celltwin.lifecycle.genealogy.Genealogy;
import io.celltwin.lifecycle.genealogy.KnownParts;
import io.celltwin.lifecycle.genealogy.Lineage;
import io.celltwin.lifecycle.genealogy.Link;
import io.celltwin.lifecycle.genealogy.PartKind;
import io.celltwin.lifecycle.recall.Recall.RecalledPack;
import io.celltwin.lifecycle.recall.Recall.Suspect;
import io.celltwin.lifecycle.recall.Recall.Way;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.TakenAway;
import io.celltwin.lifecycle.state.LifecycleState;
import io.celltwin.lifecycle.state.StateBook;
import io.celltwin.lifecycle.state.StateHistory;
import io.celltwin.lifecycle.state.UnknownThing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Answers recalls: first the things to which the criterion applies, then all that was made of them, then for each pack a way back
 * to each of them.
 */
@ApplicationScoped
public class RecallSearch {
    private static final int MOST_RECORDS = 200_000;

    private final RecordStore records;
    private final Genealogy genealogy;
    private final KnownParts known;
    private final StateBook states;
    private final TakenAway takenAway;
    private final int mostRecords;

    @Inject
    RecallSearch(RecordStore records, Genealogy genealogy, KnownParts known, StateBook states, TakenAway takenAway) {
        this(records, genealogy, known, states, takenAway, MOST_RECORDS);
    }

    /** @param mostRecords how many records of one type are read before it is said that there are more */
    public RecallSearch(
            RecordStore records,
            Genealogy genealogy,
            KnownParts known,
            StateBook states,
            TakenAway takenAway,
            int mostRecords) {
        this.records = records;
        this.genealogy = genealogy;
        this.known = known;
        this.states = states;
        this.takenAway = takenAway;
        this.mostRecords = mostRecords;
    }

    /**
     * The recall of that criterion.
     *
     * @param by who asks
     * @param now when
     * @throws UnknownThing if no record tells of the lot or machine
     * @throws io.celltwin.twin.error.TwinException if the twin service had to be asked and does not answer
     */
    public Recall recall(RecallCriterion criterion, String by, Instant now) {
        requireKnown(criterion);
        SuspectSearch search = new SuspectSearch(records, takenAway, mostRecords);
        search.search(criterion);
        Set<String> suspects = search.suspects().keySet();
        Lineage uses = genealogy.usesOf(suspects);
        List<String> notes = new ArrayList<>(search.notes());
        if (!uses.complete()) {
            notes.add("More was made of these things than could be followed: ask for less at once.");
        }
        Map<String, List<Link>> linksByWhole = new HashMap<>();
        Map<String, List<Link>> present = new HashMap<>();
        Set<String> parts = new HashSet<>();
        for (Link link : uses.links()) {
            linksByWhole
                    .computeIfAbsent(link.whole(), whole -> new ArrayList<>())
                    .add(link);
            if (link.isBuiltIn()) {
                parts.add(link.part());
                present.computeIfAbsent(link.whole(), whole -> new ArrayList<>())
                        .add(link);
            }
        }
        Set<String> packs = uses.of(PartKind.PACK);
        Set<String> ends = new TreeSet<>(uses.kinds().keySet());
        ends.addAll(suspects);
        for (String suspect : suspects) {
            if (!packs.contains(suspect)
                    && known.kindOf(suspect).filter(PartKind.PACK::equals).isPresent()) {
                packs.add(suspect);
            }
        }
        ends.removeAll(parts);
        ends.removeAll(packs);
        Map<String, StateHistory> histories = states.histories(union(packs, ends));
        return new Recall(
                criterion.text(),
                now,
                by,
                notes.isEmpty(),
                notes,
                search.suspects().entrySet().stream()
                        .map(suspect -> new Suspect(suspect.getKey(), suspect.getValue()))
                        .toList(),
                packs.stream()
                        .map(pack -> new RecalledPack(
                                pack, stateOf(histories, pack), ways(pack, suspects, linksByWhole, present)))
                        .toList(),
                ends.stream()
                        .map(end -> new Recall.NotInPack(end, stateOf(histories, end)))
                        .toList());
    }

    /** An answer "no pack" for a name that was misspelt would be taken for an all-clear. */
    private void requireKnown(RecallCriterion criterion) {
        String asked = "";
        if (criterion instanceof RecallCriterion.Part part) {
            asked = part.thing();
        } else if (criterion instanceof RecallCriterion.Machine machine) {
            asked = machine.machine();
        }
        if (!asked.isEmpty() && !records.knows(asked)) {
            throw new UnknownThing("No record tells of " + asked + ".");
        }
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private static String stateOf(Map<String, StateHistory> histories, String thing) {
        return histories.get(thing).state().map(LifecycleState::wireName).orElse("");
    }

    /** A way through what is built in counts before one through what was taken out, since the part is in there still. */
    private static List<Way> ways(
            String pack,
            Set<String> suspects,
            Map<String, List<Link>> linksByWhole,
            Map<String, List<Link>> presentByWhole) {
        Map<String, Way> ways = new TreeMap<>();
        ways(pack, suspects, presentByWhole).forEach(way -> ways.put(way.suspect(), way));
        ways(pack, suspects, linksByWhole).forEach(way -> ways.putIfAbsent(way.suspect(), way));
        return List.copyOf(ways.values());
    }

    /** Breadth first from the pack backwards, so that the shortest way to each suspect is found. */
    private static List<Way> ways(String pack, Set<String> suspects, Map<String, List<Link>> linksByWhole) {
        List<Way> ways = new ArrayList<>();
        Map<String, Link> towardsPack = new HashMap<>();
        Set<String> seen = new HashSet<>(Set.of(pack));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            String thing = open.remove();
            if (suspects.contains(thing)) {
                List<Link> links = new ArrayList<>();
                for (String at = thing;
                        !at.equals(pack);
                        at = towardsPack.get(at).whole()) {
                    links.add(towardsPack.get(at));
                }
                ways.add(new Way(thing, links));
            }
            for (Link link : linksByWhole.getOrDefault(thing, List.of())) {
                if (seen.add(link.part())) {
                    towardsPack.put(link.part(), link);
                    open.add(link.part());
                }
            }
        }
        return ways;
    }
}
