package io.celltwin.adapter.modbus;

import io.celltwin.adapter.contract.IgnoredCommands;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.registry.Registration;
import io.celltwin.adapter.registry.RegistrationReader;
import io.celltwin.adapter.sending.MemoryMessageStore;
import io.celltwin.adapter.sending.MessageRate;
import io.celltwin.adapter.sending.OutboundMessage;
import io.celltwin.adapter.sending.Outbox;
import io.celltwin.adapter.sending.OutboxListener;
import io.celltwin.adapter.session.DeviceSessions;
import io.celltwin.adapter.session.SessionMetrics;
import io.celltwin.adapter.session.SessionSettings;
import io.celltwin.adapter.sharing.AssignedDevices;
import io.celltwin.adapter.sharing.GroupMember;
import io.celltwin.adapter.sharing.SharingSettings;
import io.celltwin.adapter.twin.TwinFoundation;
import io.celltwin.adapter.twin.TwinPublisher;
import io.celltwin.model.ModelCatalog;
import io.celltwin.policy.RoleSubjects;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.kafka.KafkaClientSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A replica of the Modbus adapter as far as there is one without Hono's registry: it knows its devices from the start and
 * sends to one topic of a real broker, with its own name in a header. Runs in a test or as a process of its own.
 */
final class Replica implements AutoCloseable {

    static final String TOPIC = "hono.telemetry.demo";
    static final String NAME_HEADER = "replica";
    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

    private static final Backoff QUICK = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

    private static final MessageRate UNLIMITED = new MessageRate(Duration.ZERO, 1);

    private final String name;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final Producer<String, byte[]> producer;
    private final Outbox outbox;
    private final AssignedDevices share;
    private final GroupMember member;

    private Replica(String name, String kafkaAddress, List<Registration> registrations) {
        this.name = name;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafkaAddress), new StringSerializer(), new ByteArraySerializer());
        outbox = new Outbox(this::send, new MemoryMessageStore(10_000_000), UNLIMITED, QUICK, threads, new Ignored());
        TwinFoundation foundation = new TwinFoundation("http://127.0.0.1:8080/models", RoleSubjects.defaults());
        DeviceSessions sessions = new DeviceSessions(
                new RegistrationReader(ModelCatalog.bundled(), Set.of()),
                new ModbusDriver(TestConfig.DEFAULT, new SimpleMeterRegistry()),
                device -> CompletableFuture.completedFuture(null),
                device -> new TwinPublisher(device, foundation, outbox),
                new SessionSettings(
                        QUICK, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(5), Clock.systemUTC()),
                new Uncounted(),
                IgnoredCommands.devices(threads),
                threads);
        share = new AssignedDevices(sessions, outbox, Duration.ofSeconds(4));
        share.registered(registrations);
        KafkaClientSettings kafka = new KafkaClientSettings(Map.of("bootstrap.servers", kafkaAddress));
        SharingSettings settings = new SharingSettings("celltwin-modbus", 64, SESSION_TIMEOUT);
        member = new GroupMember(
                settings.consumerConfig(kafka.shared()), kafka.admin(Duration.ofSeconds(3)), settings, share, QUICK);
    }

    static Replica start(String name, String kafkaAddress, List<Registration> registrations) {
        Replica replica = new Replica(name, kafkaAddress, registrations);
        replica.member.start();
        return replica;
    }

    /** Runs until the process is ended: name, Kafka's address, and each device's id, model and address. */
    public static void main(String[] arguments) throws InterruptedException {
        start(
                arguments[0],
                arguments[1],
                Arrays.stream(arguments).skip(2).map(Replica::registration).toList());
        new CountDownLatch(1).await();
    }

    static String argument(Registration registration) {
        return registration.device().deviceId() + " " + registration.celltwin().getString("model") + " "
                + registration.celltwin().getString("address");
    }

    static Registration registration(String argument) {
        String[] parts = argument.split(" ");
        return registration(parts[0], parts[1], URI.create(parts[2]));
    }

    static Registration registration(String id, String model, URI address) {
        return new Registration(
                new DeviceKey("demo", id),
                true,
                new JsonObject()
                        .put("model", model)
                        .put("address", address.toString())
                        .put("settings", new JsonObject().put("timeoutMs", 5_000)));
    }

    int partitions() {
        return share.partitions();
    }

    /** Stops in order, as the adapter does. */
    @Override
    public void close() {
        member.leave()
                .thenCompose(share::end)
                .thenCompose(ended -> outbox.drain())
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        producer.close();
        threads.shutdownNow();
    }

    private CompletionStage<Void> send(OutboundMessage message) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        List<Header> headers = List.<org.apache.kafka.common.header.Header>of(
                new RecordHeader(NAME_HEADER, name.getBytes(StandardCharsets.UTF_8)));
        producer.send(
                new ProducerRecord<>(
                        TOPIC,
                        null,
                        message.device().deviceId(),
                        message.content().payload(),
                        headers),
                (metadata, failure) -> {
                    if (failure == null) {
                        sent.complete(null);
                    } else {
                        sent.completeExceptionally(failure);
                    }
                });
        return sent;
    }

    private static final class Ignored implements OutboxListener {

        @Override
        public void delivered(OutboundMessage message) {
            // Seen in the topic.
        }

        @Override
        public void merged(OutboundMessage message) {
            // What it says is seen in the topic.
        }

        @Override
        public void held(OutboundMessage message) {
            // What it says is seen in the topic.
        }

        @Override
        public void lost(OutboundMessage message, Loss loss) {
            throw new AssertionError("lost " + loss);
        }

        @Override
        public void recovered(DeviceKey device) {
            throw new AssertionError("nothing was lost");
        }
    }

    private static final class Uncounted implements SessionMetrics {

        @Override
        public void connected() {
            // Seen in the topic.
        }

        @Override
        public void disconnected() {
            // Seen in the topic.
        }

        @Override
        public void connectFailed() {
            // Seen in the topic.
        }

        @Override
        public void readings(int good, int bad) {
            // Seen in the topic.
        }

        @Override
        public void cycleMerged() {
            // The next cycle comes soon.
        }

        @Override
        public void registrationInvalid() {
            throw new AssertionError("every registration is valid");
        }
    }
}
