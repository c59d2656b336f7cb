package io.celltwin.adapter.hono;

import io.celltwin.service.kafka.KafkaClientSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.hono.client.kafka.HonoTopic;
import org.jboss.logging.Logger;

/**
 * Makes sure that the topics of a tenant exist before something is sent there, with the broker's default partitions and
 * replicas. Where the adapter may not create topics, they are the operator's work.
 */
final class TenantTopics {

    private static final Logger LOG = Logger.getLogger(TenantTopics.class);

    /** Whoever sends tries again. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final KafkaClientSettings clients;
    private final Map<String, Future<Void>> ensured = new ConcurrentHashMap<>();

    TenantTopics(Vertx vertx, KafkaClientSettings clients) {
        this.vertx = vertx;
        this.clients = clients;
    }

    /**
     * @return succeeds once the tenant's topics exist; a failure is forgotten, so that the next call tries again
     */
    Future<Void> ensure(String tenant) {
        Future<Void> result = ensured.computeIfAbsent(tenant, this::create);
        return result.onFailure(e -> ensured.remove(tenant, result));
    }

    private Future<Void> create(String tenant) {
        List<NewTopic> topics = List.of(topic(HonoTopic.Type.TELEMETRY, tenant), topic(HonoTopic.Type.EVENT, tenant));
        return vertx.executeBlocking(
                () -> {
                    try (Admin admin = Admin.create(clients.admin(PATIENCE))) {
                        for (Map.Entry<String, KafkaFuture<Void>> created :
                                admin.createTopics(topics).values().entrySet()) {
                            await(created.getKey(), created.getValue());
                        }
                    }
                    return null;
                },
                false);
    }

    private static void await(String topic, java.util.concurrent.Future<Void> created) throws Exception {
        try {
            created.get();
            LOG.infof("created topic %s", topic);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                LOG.infof("may not create topic %s, hoping that it exists", topic);
            } else if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static NewTopic topic(HonoTopic.Type type, String tenant) {
        return new NewTopic(new HonoTopic(type, tenant).toString(), Optional.empty(), Optional.empty());
    }
}
