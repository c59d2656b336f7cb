package io.celltwin.adapter.sharing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/**
 * The topic that replicas share, and the group that they form. Its methods block, for as long as the configured client
 * waits.
 */
final class PartitionTopic {

    private static final Logger LOG = Logger.getLogger(PartitionTopic.class);

    private final Map<String, Object> adminConfig;
    private final SharingSettings settings;

    PartitionTopic(Map<String, Object> adminConfig, SharingSettings settings) {
        this.adminConfig = adminConfig;
        this.settings = settings;
    }

    /**
     * Creates the topic if it does not exist.
     *
     * @return its partitions; their number counts, not the configured one, so that all replicas agree
     * @throws KafkaException if that cannot be found out now
     */
    DevicePartitions ensure() {
        try (Admin admin = Admin.create(adminConfig)) {
            create(admin);
            Map<String, TopicDescription> described =
                    await(admin.describeTopics(List.of(SharingSettings.TOPIC)).allTopicNames());
            return new DevicePartitions(
                    described.get(SharingSettings.TOPIC).partitions().size());
        }
    }

    /**
     * @return whether no replica is in the group
     * @throws KafkaException if that cannot be found out now
     */
    boolean isGroupEmpty() {
        try (Admin admin = Admin.create(adminConfig)) {
            return await(admin.describeConsumerGroups(List.of(settings.group())).all())
                    .get(settings.group())
                    .members()
                    .isEmpty();
        } catch (GroupIdNotFoundException e) {
            return true;
        }
    }

    private void create(Admin admin) {
        try {
            await(admin.createTopics(List.of(
                            new NewTopic(SharingSettings.TOPIC, Optional.of(settings.partitions()), Optional.empty())))
                    .all());
            LOG.infof("created topic %s with %s partitions", SharingSettings.TOPIC, settings.partitions());
        } catch (TopicExistsException e) {
            LOG.debugf("topic %s exists", SharingSettings.TOPIC);
        } catch (AuthorizationException e) {
            LOG.infof("may not create topic %s, hoping that it exists", SharingSettings.TOPIC);
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
