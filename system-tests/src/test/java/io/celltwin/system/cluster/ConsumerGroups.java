package io.celltwin.system.cluster;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** Who has which share of the work, as Kafka's brokers say. */
final class ConsumerGroups implements AutoCloseable {
    // Strong, lest its level be forgotten: the client tells its whole configuration.
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private final Admin admin;

    ConsumerGroups(int port) {
        KAFKA.setLevel(Level.SEVERE);
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port));
    }

    /** How many partitions each replica of a part has; empty while they are being divided anew. */
    List<Integer> shares(Part part) {
        try {
            ConsumerGroupDescription group = admin.describeConsumerGroups(Set.of(part.group()))
                    .all()
                    .get()
                    .get(part.group());
            return group.groupState() == GroupState.STABLE
                    ? group.members().stream().map(ConsumerGroups::share).toList()
                    : List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            return List.of(); // there is no such group yet
        }
    }

    /** Whether two replicas share the work. */
    boolean isShared(Part part) {
        List<Integer> shares = shares(part);
        return shares.size() == 2 && shares.stream().allMatch(share -> share > 0);
    }

    /** Whether one replica is left and has been given all the work. */
    boolean isDoneByOne(Part part) {
        List<Integer> shares = shares(part);
        return shares.size() == 1 && shares.get(0) > 0;
    }

    @Override
    public void close() {
        admin.close();
    }

    private static int share(MemberDescription member) {
        Set<TopicPartition> assigned = member.assignment().topicPartitions();
        return assigned.size();
    }
}
