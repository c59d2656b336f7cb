package io.celltwin.twin.topic;

/** How far this replica is with a partition that the group gave it. {@link AssignedPartitions} moves it from one to the next. */
sealed interface PartitionState {

    /** Its things are not known yet: their checkpoints are to be restored. No event is taken. */
    record Preparing() implements PartitionState {}

    /** Events of it may be lost: what is restored is not enough, every thing must be read. No event is taken. */
    record Broken() implements PartitionState {}

    /**
     * Its things are known, and its events are taken.
     *
     * @param backlogEnd up to where its events had come when it was prepared
     */
    record Following(long backlogEnd) implements PartitionState {}

    /**
     * The results of the events taken are being stored, so that they and the offset can be saved as one. No event is taken.
     *
     * @param backlogEnd as in {@link Following}
     */
    record Settling(long backlogEnd) implements PartitionState {}
}
