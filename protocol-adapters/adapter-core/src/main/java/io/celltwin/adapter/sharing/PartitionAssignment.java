package io.celltwin.adapter.sharing;

import io.celltwin.adapter.device.DeviceKey;
import java.util.HashSet;
import java.util.Set;

/**
 * The part of all devices that one replica serves.
 *
 * @param owned the partitions whose devices it serves
 * @param partitions all partitions
 */
record PartitionAssignment(Set<Integer> owned, DevicePartitions partitions) {

    static final PartitionAssignment NOTHING = new PartitionAssignment(Set.of(), new DevicePartitions(1));

    PartitionAssignment {
        owned = Set.copyOf(owned);
    }

    boolean isOurs(DeviceKey device) {
        return owned.contains(partitions.of(device));
    }

    boolean isForeign(DeviceKey device) {
        return !isOurs(device);
    }

    boolean isEverything() {
        return owned.size() == partitions.count();
    }

    PartitionAssignment without(Set<Integer> revoked) {
        HashSet<Integer> remaining = new HashSet<>(owned);
        remaining.removeAll(revoked);
        return new PartitionAssignment(remaining, partitions);
    }
}
