package io.celltwin.lifecycle.genealogy;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows what was made of what through the records, level by level: each level is asked of the database at once, so a pack of
 * thousands of cells takes as many rounds as one of ten.
 *
 * <p>A link is told by a record of type {@code assembly}, or by a state that names the batches built into a pack. A part that was taken
 * out again ({@code disassembly}) is followed all the same, since it was in there, and its link says until when. Things are visited once,
 * so that records that contradict each other end nowhere else than at the bound.
 */
@ApplicationScoped
public class Genealogy {
    /** What is followed at most; a pack has some ten thousand cells, a lot goes into some ten thousand packs. */
    static final int MOST_THINGS = 200_000;

    private static final Set<RecordType> TELLING =
            Set.of(RecordType.ASSEMBLY, RecordType.DISASSEMBLY, RecordType.STATE);

    private final RecordStore records;
    private final int mostThings;

    @Inject
    Genealogy(RecordStore records) {
        this(records, MOST_THINGS);
    }

    /** @param mostThings how many things are followed before it is said that there are more */
    public Genealogy(RecordStore records, int mostThings) {
        this.records = records;
        this.mostThings = mostThings;
    }

    /** What these things were made of, and that of, down to the lots. */
    public Lineage originsOf(Collection<String> things) {
        return follow(things, Direction.TO_PARTS);
    }

    /** What was made of these things, and of that, up to the packs. */
    public Lineage usesOf(Collection<String> things) {
        return follow(things, Direction.TO_WHOLES);
    }

    /** The links that a record tells of; none if it tells of something else. */
    static List<Link> linksOf(LifecycleRecord record) {
        List<Link> links = new ArrayList<>();
        if (record.type() == RecordType.ASSEMBLY && record.content().get("parts") instanceof Collection<?> parts) {
            PartKind whole = PartKind.of(String.valueOf(record.content().get("kind")));
            for (Object part : parts) {
                if (part instanceof Map<?, ?> named) {
                    links.add(Link.builtIn(
                            String.valueOf(named.get("thing")),
                            PartKind.of(String.valueOf(named.get("kind"))),
                            record.thing(),
                            whole,
                            record.id()));
                }
            }
        }
        if (record.type() == RecordType.STATE && record.content().get("batches") instanceof Collection<?> batches) {
            batches.forEach(batch -> links.add(
                    Link.builtIn(batch.toString(), PartKind.BATCH, record.thing(), PartKind.PACK, record.id())));
        }
        return links;
    }

    /** The keys of the links that end by a record; none if it tells of something else. */
    static List<String> removedBy(LifecycleRecord record) {
        List<String> keys = new ArrayList<>();
        if (record.type() == RecordType.DISASSEMBLY && record.content().get("parts") instanceof Collection<?> parts) {
            parts.forEach(part -> keys.add(Link.key(String.valueOf(part), record.thing())));
        }
        return keys;
    }

    private Lineage follow(Collection<String> things, Direction direction) {
        Map<String, PartKind> kinds = new LinkedHashMap<>();
        LinkTimes links = new LinkTimes();
        Set<String> visited = new LinkedHashSet<>(things);
        Set<String> level = new LinkedHashSet<>(things);
        boolean complete = true;
        while (!level.isEmpty()) {
            Set<String> next = new LinkedHashSet<>();
            for (LifecycleRecord record : direction.tellingOf(records, level)) {
                removedBy(record).forEach(key -> links.removed(key, record.at()));
                for (Link link : linksOf(record)) {
                    if (!level.contains(direction.near(link))) {
                        continue; // another part of the same whole
                    }
                    kinds.putIfAbsent(link.part(), link.partKind());
                    kinds.putIfAbsent(link.whole(), link.wholeKind());
                    links.built(link, record.at());
                    if (visited.size() >= mostThings && !visited.contains(direction.far(link))) {
                        complete = false;
                    } else if (visited.add(direction.far(link))) {
                        next.add(direction.far(link));
                    }
                }
            }
            level = next;
        }
        return new Lineage(kinds, links.links(), complete);
    }

    private enum Direction {
        TO_PARTS {
            @Override
            List<LifecycleRecord> tellingOf(RecordStore records, Set<String> level) {
                return records.aboutAny(level, TELLING);
            }

            @Override
            String near(Link link) {
                return link.whole();
            }

            @Override
            String far(Link link) {
                return link.part();
            }
        },
        TO_WHOLES {
            @Override
            List<LifecycleRecord> tellingOf(RecordStore records, Set<String> level) {
                return records.withAny(level, TELLING);
            }

            @Override
            String near(Link link) {
                return link.part();
            }

            @Override
            String far(Link link) {
                return link.whole();
            }
        };

        abstract List<LifecycleRecord> tellingOf(RecordStore records, Set<String> level);

        abstract String near(Link link);

        abstract String far(Link link);
    }
}
