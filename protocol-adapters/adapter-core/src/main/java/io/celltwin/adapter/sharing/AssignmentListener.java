package io.celltwin.adapter.sharing;

import java.util.Set;

/**
 * Is told which partitions this replica owns. Calls are made one at a time.
 */
public interface AssignmentListener {

    /**
     * These partitions, and no others, are owned from now on. What was in doubt is so no longer.
     *
     * @param owned the partitions
     * @param partitions all there are
     */
    void assigned(Set<Integer> owned, DevicePartitions partitions);

    /**
     * These partitions go to other replicas, which begin with them when this method has returned. Blocks, within a
     * bound, until this replica has finished with them.
     *
     * @param revoked the partitions
     */
    void revoked(Set<Integer> revoked);

    /**
     * Others may own the partitions already: this replica has been silent for too long, or was told so. Returns at once.
     * What is true is told by {@link #assigned}, later.
     */
    void inDoubt();
}
