package io.celltwin.lifecycle.genealogy;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where parts are and were built in, by the records of assembly and disassembly. */
@ApplicationScoped
public class Places {
    /** What is built in and taken out at one time was in there: a part is built in again only later. */
    private static final Comparator<LifecycleRecord> IN_ORDER =
            Comparator.comparing(LifecycleRecord::at).thenComparing(LifecycleRecord::type);

    private final RecordStore records;

    /** @param records that tell */
    @Inject
    public Places(RecordStore records) {
        this.records = records;
    }

    /** All stays of these parts in any whole, in the order in which they began. */
    List<Stay> of(Collection<String> parts) {
        List<LifecycleRecord> told =
                records.withAny(parts, Set.of(RecordType.ASSEMBLY, RecordType.DISASSEMBLY)).stream()
                        .sorted(IN_ORDER)
                        .toList();
        Map<String, Stay> open = new LinkedHashMap<>();
        List<Stay> ended = new ArrayList<>();
        for (LifecycleRecord record : told) {
            for (Link link : Genealogy.linksOf(record)) {
                open.putIfAbsent(
                        link.key(),
                        new Stay(link.part(), link.partKind(), link.whole(), record.at(), Optional.empty()));
            }
            for (String key : Genealogy.removedBy(record)) {
                Stay stay = open.remove(key);
                if (stay != null) {
                    ended.add(stay.endedAt(record.at()));
                }
            }
        }
        ended.addAll(open.values());
        return ended.stream().filter(stay -> parts.contains(stay.part())).toList();
    }
}
