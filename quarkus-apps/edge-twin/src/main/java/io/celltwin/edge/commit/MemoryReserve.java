package io.celltwin.edge.commit;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Comparator;
import java.util.Optional;

/**
 * Says whether there is memory for more things and policies, before there is none for anything. Asked for each one that
 * is created.
 */
@FunctionalInterface
public interface MemoryReserve {

    /** Whether one more may be kept. */
    boolean allowsGrowth();

    /**
     * A part of the heap is kept free for the work on what there is: it does not allow growth while more than that is
     * in use after a garbage collection, which leaves what is only handy to have.
     *
     * @param usedPart the part of the heap's oldest generation that may be in use
     */
    static MemoryReserve ofHeap(double usedPart) {
        Optional<MemoryPoolMXBean> oldest = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isCollectionUsageThresholdSupported())
                .filter(pool -> pool.getUsage().getMax() > 0)
                .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()));
        oldest.ifPresent(
                pool -> pool.setCollectionUsageThreshold((long) (pool.getUsage().getMax() * usedPart)));
        return () -> oldest.filter(MemoryPoolMXBean::isCollectionUsageThresholdExceeded)
                .isEmpty();
    }
}
