package io.celltwin.twin.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.twin.topic.PartitionState.Broken;
import io.celltwin.twin.topic.PartitionState.Following;
import io.celltwin.twin.topic.PartitionState.Preparing;
import io.celltwin.twin.topic.PartitionState.Settling;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AssignedPartitionsTest {

    private static final TopicPartition FIRST = new TopicPartition("events", 0);
    private static final TopicPartition SECOND = new TopicPartition("events", 1);

    private final AssignedPartitions assigned = new AssignedPartitions();

    @Test
    void oneWithAnOffsetIsPreparedAndThenFollowed() {
        assigned.assigned(FIRST, true);
        assertThat(assigned.state(FIRST)).contains(new Preparing());
        assertThat(assigned.unprepared()).containsExactly(FIRST);
        assertThat(assigned.paused()).containsExactly(FIRST);
        assertThat(assigned.prepared()).isEmpty();

        assigned.prepared(FIRST, 7);
        assertThat(assigned.state(FIRST)).contains(new Following(7));
        assertThat(assigned.following()).containsExactly(FIRST);
        assertThat(assigned.prepared()).containsExactly(FIRST);
        assertThat(assigned.unprepared()).isEmpty();
    }

    @Test
    void oneWithoutAnOffsetIsBrokenUntilItIsPrepared() {
        assigned.assigned(FIRST, false);
        assertThat(assigned.state(FIRST)).contains(new Broken());
        assertThat(assigned.unprepared()).containsExactly(FIRST);
        assertThat(assigned.paused()).containsExactly(FIRST);

        assigned.prepared(FIRST, 0);
        assertThat(assigned.state(FIRST)).contains(new Following(0));
    }

    @Test
    void whatIsFollowedSettlesAndIsFollowedAgainWithItsBacklog() {
        assigned.assigned(FIRST, true);
        assigned.prepared(FIRST, 7);

        assigned.settle();
        assertThat(assigned.state(FIRST)).contains(new Settling(7));
        assertThat(assigned.settling()).isTrue();
        assertThat(assigned.paused()).containsExactly(FIRST);
        assertThat(assigned.prepared()).containsExactly(FIRST);

        assigned.settled();
        assertThat(assigned.state(FIRST)).contains(new Following(7));
        assertThat(assigned.settling()).isFalse();
    }

    @Test
    void whatIsPreparedWhileOthersSettleSettlesWithThem() {
        assigned.assigned(FIRST, true);
        assigned.prepared(FIRST, 7);
        assigned.settle();

        assigned.assigned(SECOND, true);
        assigned.settle();
        assertThat(assigned.state(SECOND)).contains(new Preparing());
        assigned.prepared(SECOND, 9);
        assertThat(assigned.state(SECOND)).contains(new Settling(9));

        assigned.settled();
        assertThat(assigned.following()).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    void whatIsUnpreparedStaysSoWhenOthersHaveSettled() {
        assigned.assigned(FIRST, false);
        assigned.settle();

        assigned.settled();

        assertThat(assigned.state(FIRST)).contains(new Broken());
    }

    @Test
    void lostEventsBreakWhatIsFollowedOrSettles() {
        assigned.assigned(FIRST, true);
        assigned.prepared(FIRST, 7);
        assigned.assigned(SECOND, true);
        assigned.prepared(SECOND, 7);

        assigned.eventsLost(FIRST);
        assigned.settle();
        assigned.eventsLost(SECOND);

        assertThat(assigned.state(FIRST)).contains(new Broken());
        assertThat(assigned.state(SECOND)).contains(new Broken());
        assertThat(assigned.prepared()).isEmpty();
    }

    @Test
    void whatIsReleasedIsGoneFromEveryState() {
        assigned.assigned(FIRST, true);
        assigned.released(FIRST);
        assigned.assigned(SECOND, true);
        assigned.prepared(SECOND, 7);
        assigned.settle();
        assigned.released(SECOND);

        assertThat(assigned.state(FIRST)).isEmpty();
        assertThat(assigned.state(SECOND)).isEmpty();
        assertThat(assigned.paused()).isEmpty();
    }

    @Test
    void whatCameBackAfterARebalanceIsPreparedAnew() {
        assigned.assigned(FIRST, true);
        assigned.prepared(FIRST, 7);
        assigned.released(FIRST);

        assigned.assigned(FIRST, true);

        assertThat(assigned.state(FIRST)).contains(new Preparing());
    }

    @Test
    void nothingIsPreparedTwiceOrWithoutBeingAssigned() {
        assigned.assigned(FIRST, true);
        assigned.prepared(FIRST, 7);

        assertThatThrownBy(() -> assigned.prepared(FIRST, 8)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> assigned.prepared(SECOND, 8)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> assigned.eventsLost(SECOND)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theBacklogIsTakenWhenEachPartitionIsPreparedAndAtItsEnd() {
        assertThat(assigned.backlogTaken(partition -> 0)).as("nothing assigned").isTrue();

        assigned.assigned(FIRST, true);
        assertThat(assigned.backlogTaken(partition -> 100)).as("preparing").isFalse();

        assigned.prepared(FIRST, 7);
        assertThat(assigned.backlogTaken(partition -> 6)).isFalse();
        assertThat(assigned.backlogTaken(partition -> 7)).isTrue();
        assigned.settle();
        assertThat(assigned.backlogTaken(partition -> 7)).isTrue();
    }
}
