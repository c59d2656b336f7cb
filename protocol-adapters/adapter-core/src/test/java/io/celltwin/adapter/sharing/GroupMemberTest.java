package io.celltwin.adapter.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.kafka.junit.KafkaExtension;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.kafka.KafkaClientSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Membership with a real broker. */
class GroupMemberTest {

    private static final int PARTITIONS = 16;
    private static final Set<Integer> ALL =
            IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toSet());
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final KafkaExtension KAFKA = KafkaExtension.ofItsOwn();

    private final List<Owner> owners = new CopyOnWriteArrayList<>();

    @AfterEach
    void leave() {
        owners.forEach(owner -> owner.leave());
    }

    @Test
    void membersDivideThePartitionsAndTheLastOneLeftOwnsThemAll() {
        Owner first = join("group-1");
        await().atMost(SOON).until(() -> first.owned.equals(ALL));
        Owner second = join("group-1");
        await().atMost(SOON).until(() -> !second.owned.isEmpty());
        await().atMost(SOON).until(() -> union(first.owned, second.owned).equals(ALL));
        assertThat(first.owned).hasSize(PARTITIONS / 2).doesNotContainAnyElementsOf(second.owned);
        assertThat(first.member.problem()).isEmpty();

        assertThat(first.leave()).isFalse();
        await().atMost(SOON).until(() -> second.owned.equals(ALL));
        assertThat(second.leave()).isTrue();
    }

    @Test
    void aPartitionIsNotAssignedToOthersBeforeItsOwnerHasFinishedWithIt() {
        Owner first = join("group-2");
        await().atMost(SOON).until(() -> first.owned.equals(ALL));
        first.handOver = Duration.ofSeconds(1);
        Owner second = join("group-2");
        await().atMost(SOON).until(() -> !second.owned.isEmpty());
        assertThat(second.ownedSince).isGreaterThan(first.handedOverAt);
        assertThat(first.handedOverAt).isPositive();
    }

    @Test
    void aMemberIsInDoubtWhileTheBrokerIsAwayAndReliesOnWhatItHadWhenItIsBack() {
        Owner member = join("group-3");
        await().atMost(SOON).until(() -> member.owned.equals(ALL));
        KAFKA.broker().stop();
        await().atMost(SOON).until(() -> member.inDoubt);
        assertThat(member.member.problem()).hasValue("out of touch with Kafka");
        KAFKA.broker().resume();
        await().atMost(SOON).until(() -> !member.inDoubt && member.owned.equals(ALL));
        assertThat(member.member.problem()).isEmpty();
    }

    @Test
    void aMemberWaitsForABrokerThatIsNotThereAndLeavesWithoutIt() {
        Owner owner = new Owner("group-4", "127.0.0.1:9");
        owner.member.start();
        await().atMost(SOON)
                .until(() -> owner.member
                        .problem()
                        .filter(problem -> problem.startsWith("Kafka refuses"))
                        .isPresent());
        assertThat(owner.leave()).isFalse();
    }

    private Owner join(String group) {
        Owner owner = new Owner(group, KAFKA.bootstrapServers());
        owners.add(owner);
        owner.member.start();
        return owner;
    }

    private static Set<Integer> union(Set<Integer> some, Set<Integer> others) {
        HashSet<Integer> union = new HashSet<>(some);
        union.addAll(others);
        return union;
    }

    private static final class Owner implements AssignmentListener {

        private final GroupMember member;
        private volatile Set<Integer> owned = Set.of();
        private volatile boolean inDoubt;
        private volatile Duration handOver = Duration.ZERO;
        private volatile long handedOverAt;
        private volatile long ownedSince;
        private boolean left;

        private Owner(String group, String servers) {
            KafkaClientSettings kafka = new KafkaClientSettings(Map.of("bootstrap.servers", servers));
            SharingSettings settings = new SharingSettings(group, PARTITIONS, Duration.ofSeconds(6));
            member = new GroupMember(
                    settings.consumerConfig(kafka.shared()),
                    kafka.admin(Duration.ofSeconds(3)),
                    settings,
                    this,
                    new Backoff(Duration.ofMillis(50), Duration.ofMillis(500)));
        }

        @Override
        public void assigned(Set<Integer> nowOwned, DevicePartitions partitions) {
            assertThat(partitions.count()).isEqualTo(PARTITIONS);
            ownedSince = System.nanoTime();
            inDoubt = false;
            owned = nowOwned;
        }

        @Override
        public void revoked(Set<Integer> revoked) {
            if (!handOver.isZero()) {
                try {
                    TimeUnit.MILLISECONDS.sleep(handOver.toMillis()); // as closing links takes its time
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                handedOverAt = System.nanoTime();
            }
            HashSet<Integer> rest = new HashSet<>(owned);
            rest.removeAll(revoked);
            owned = rest;
        }

        @Override
        public void inDoubt() {
            inDoubt = true;
        }

        private boolean leave() {
            if (left) {
                return false;
            }
            left = true;
            return member.leave()
                    .toCompletableFuture()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }
    }
}
