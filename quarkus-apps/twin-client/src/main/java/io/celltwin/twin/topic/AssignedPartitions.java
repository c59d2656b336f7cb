package io.celltwin.twin.topic;

import io.celltwin.twin.topic.PartitionState.Broken;
import io.celltwin.twin.topic.PartitionState.Following;
import io.celltwin.twin.topic.PartitionState.Preparing;
import io.celltwin.twin.topic.PartitionState.Settling;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that the group gave this replica, each in its {@link PartitionState}. Knows no Kafka client.
 *
 * <pre>
 *   assigned, with an offset ---> Preparing ---prepared---> Following <--settled/settling--> Settling
 *   assigned, without ----------> Broken -----prepared----> Following                           |
 *                                    ^--------------------- events lost ------------------------+
 *   from each state: released ---> gone
 * </pre>
 *
 * A partition that is prepared while others settle settles with them, since all are saved in one transaction.
 */
final class AssignedPartitions {

    private final Map<TopicPartition, PartitionState> states = new HashMap<>();
    private boolean settling;

    /**
     * The group gave this replica a partition.
     *
     * @param offsetSaved whether a former owner saved up to where the events are dealt with
     */
    void assigned(TopicPartition partition, boolean offsetSaved) {
        states.put(partition, offsetSaved ? new Preparing() : new Broken());
    }

    /** Events of a partition were deleted before they were taken. */
    void eventsLost(TopicPartition partition) {
        require(partition);
        states.put(partition, new Broken());
    }

    /**
     * The things of a partition are known as far as they were restored.
     *
     * @param backlogEnd offset after the last event that had come before they were restored
     */
    void prepared(TopicPartition partition, long backlogEnd) {
        PartitionState before = require(partition);
        if (!(before instanceof Preparing || before instanceof Broken)) {
            throw new IllegalStateException(partition + " is prepared twice");
        }
        states.put(partition, settling ? new Settling(backlogEnd) : new Following(backlogEnd));
    }

    /** No more events are to be taken until the results of those taken are stored. */
    void settle() {
        settling = true;
        states.replaceAll((partition, state) ->
                state instanceof Following following ? new Settling(following.backlogEnd()) : state);
    }

    /** The results are stored. */
    void settled() {
        settling = false;
        states.replaceAll(
                (partition, state) -> state instanceof Settling waiting ? new Following(waiting.backlogEnd()) : state);
    }

    /** Whether results are being stored. */
    boolean settling() {
        return settling;
    }

    /** The partition is this replica's no more. */
    void released(TopicPartition partition) {
        states.remove(partition);
    }

    /** The state of a partition; empty for one that is not this replica's. */
    Optional<PartitionState> state(TopicPartition partition) {
        return Optional.ofNullable(states.get(partition));
    }

    /** Those whose things are not known yet. */
    Set<TopicPartition> unprepared() {
        return those(state -> state instanceof Preparing || state instanceof Broken);
    }

    /** Those whose events are taken. */
    Set<TopicPartition> following() {
        return those(state -> state instanceof Following);
    }

    /** Those whose events are not taken now. */
    Set<TopicPartition> paused() {
        return those(state -> !(state instanceof Following));
    }

    /** Those of whose progress can be said up to where it goes. */
    Set<TopicPartition> prepared() {
        return those(state -> state instanceof Following || state instanceof Settling);
    }

    /**
     * Whether the events are taken that had come before each partition was prepared.
     *
     * @param position offset of the next event that will be taken
     */
    boolean backlogTaken(ToLongFunction<TopicPartition> position) {
        return states.entrySet().stream()
                .allMatch(entry -> backlogEnd(entry.getValue())
                        .filter(end -> position.applyAsLong(entry.getKey()) >= end)
                        .isPresent());
    }

    private static Optional<Long> backlogEnd(PartitionState state) {
        if (state instanceof Following following) {
            return Optional.of(following.backlogEnd());
        }
        return state instanceof Settling waiting ? Optional.of(waiting.backlogEnd()) : Optional.empty();
    }

    private Set<TopicPartition> those(Predicate<PartitionState> matching) {
        return states.entrySet().stream()
                .filter(entry -> matching.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private PartitionState require(TopicPartition partition) {
        PartitionState state = states.get(partition);
        if (state == null) {
            throw new IllegalStateException(partition + " is not this replica's");
        }
        return state;
    }
}
