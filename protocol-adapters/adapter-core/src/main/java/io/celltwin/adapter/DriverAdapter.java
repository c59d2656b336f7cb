package io.celltwin.adapter;

import io.celltwin.adapter.backlog.Backlog;
import io.celltwin.adapter.backlog.LateValues;
import io.celltwin.adapter.backlog.LateValuesTopic;
import io.celltwin.adapter.backlog.RocksBacklog;
import io.celltwin.adapter.commands.CommandAccess;
import io.celltwin.adapter.commands.CommandSource;
import io.celltwin.adapter.commands.CommandedDevices;
import io.celltwin.adapter.config.AdapterConfig;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.hono.HonoConnector;
import io.celltwin.adapter.registry.DeviceCatalog;
import io.celltwin.adapter.registry.RegistrationReader;
import io.celltwin.adapter.registry.RegistryClient;
import io.celltwin.adapter.sending.MemoryMessageStore;
import io.celltwin.adapter.sending.MessageRate;
import io.celltwin.adapter.sending.OutboundMessage;
import io.celltwin.adapter.sending.Outbox;
import io.celltwin.adapter.sending.OutboxListener;
import io.celltwin.adapter.sending.RoomCheckingSender;
import io.celltwin.adapter.session.DeviceSessions;
import io.celltwin.adapter.session.SessionSettings;
import io.celltwin.adapter.sharing.AssignedDevices;
import io.celltwin.adapter.sharing.GroupMember;
import io.celltwin.adapter.sharing.SharingSettings;
import io.celltwin.adapter.twin.TwinPublisher;
import io.celltwin.model.registration.DeviceProtocol;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.kafka.KafkaClientSettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The whole adapter around one driver: its connection with Hono, its devices and what is to be sent.
 */
final class DriverAdapter {

    private static final Logger LOG = Logger.getLogger(DriverAdapter.class);

    /** While the registry or the broker is away. */
    private static final Backoff SERVICE_BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    /** Whoever asks a broker in vain asks again. */
    private static final Duration ADMIN_PATIENCE = Duration.ofSeconds(3);

    /** For Hono's clients, after the last message. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final String name;
    private final AdapterConfig config;
    private final ScheduledExecutorService threads;
    private final HonoConnector hono;
    private final Backlog backlog;
    private final LateValuesTopic lateValuesTopic;
    private final LateValues lateValues;
    private final Outbox outbox;
    private final DeviceSessions sessions;
    private final AssignedDevices assigned;
    private final GroupMember member;
    private final DeviceCatalog catalog;

    DriverAdapter(ProtocolDriver driver, AdapterEnvironment environment) {
        this.name = "celltwin-" + driver.name();
        this.config = environment.config();
        this.threads = AdapterThreads.start(name);
        ServiceAccess services = environment.services();
        CommandAccess access = access(config.commands());
        boolean listens = access.isAny() || config.commands().listen();
        this.hono = new HonoConnector(environment.vertx(), services.hono(driver.name(), name, listens));
        AdapterMetrics metrics = new AdapterMetrics(environment.meters(), name);
        this.backlog = backlog(environment, metrics);
        this.outbox = new Outbox(
                new RoomCheckingSender(hono.sender(), environment.disk()),
                new MemoryMessageStore(config.queueSize().asLongValue()),
                rate(config),
                SERVICE_BACKOFF,
                threads,
                new CountingListener(metrics));
        this.lateValuesTopic = new LateValuesTopic(services.kafka());
        this.lateValues = new LateValues(
                backlog, lateValuesTopic, outbox::getsThrough, config.backlog().replayPerSecond(), name);
        SessionSettings settings = new SessionSettings(
                reconnect(config),
                config.connectTimeout(),
                config.refreshInterval(),
                config.clockTolerance(),
                Clock.systemUTC());
        this.sessions = new DeviceSessions(
                new RegistrationReader(environment.models(), services.takenSchemes(driver.schemes())),
                driver,
                hono.gate(),
                device -> new TwinPublisher(device, environment.foundation(), outbox, lateValues()),
                settings,
                metrics,
                new CommandedDevices(
                        access,
                        listens ? hono.commands() : CommandSource.NONE,
                        new CommandReports(metrics, environment.foundation(), outbox),
                        config.commands().desiredPatience(),
                        threads,
                        Clock.systemUTC()),
                threads);
        this.assigned =
                new AssignedDevices(sessions, outbox, config.drainTimeout().dividedBy(2));
        this.member = member(services.kafka());
        this.catalog = new DeviceCatalog(
                new RegistryClient(
                        environment.vertx(),
                        services.registry().httpUrl(),
                        services.managementAccount(driver.name()),
                        services.registryTrust()),
                registration -> isOurs(
                        registration.scheme().orElse(""), driver.schemes(), services.takenSchemes(driver.schemes())),
                assigned::registered,
                config.reconcileInterval(),
                SERVICE_BACKOFF,
                threads);
        metrics.observe(sessions, outbox, assigned);
        metrics.observe(backlog);
    }

    /** Starts the adapter. What it needs may come later. */
    void start() {
        LOG.infof("starting %s", name);
        hono.start(catalog::deviceChanged, tenant -> catalog.everythingChanged())
                .onFailure(e -> LOG.errorf(e, "%s cannot start", name));
        // What a former process has left comes before what this one has to say.
        backlog.leftEvents().forEach(outbox::offer);
        lateValues.start();
        member.start();
        catalog.start();
    }

    /**
     * Stops the adapter: closes all links, hands its devices over or, if there is no other replica, tells their twins, and
     * waits a while for the last messages to leave.
     *
     * @return completes when everything is closed
     */
    CompletionStage<Void> stop() {
        LOG.infof("stopping %s", name);
        catalog.stop();
        return member.leave()
                .thenCompose(assigned::end)
                .thenCompose(ended -> outbox.drain())
                .toCompletableFuture()
                .orTimeout(config.drainTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(e -> {
                    LOG.warnf("%s gives up %s messages that could not be delivered", name, outbox.messages());
                    return null;
                })
                .thenCompose(drained -> hono.stop().toCompletionStage())
                .toCompletableFuture()
                .completeOnTimeout(
                        null, config.drainTimeout().plus(CLOSE_TIMEOUT).toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((stopped, e) -> {
                    lateValues.close();
                    lateValuesTopic.close();
                    threads.shutdownNow();
                    backlog.close();
                    LOG.infof("stopped %s", name);
                });
    }

    private static CommandAccess access(AdapterConfig.Commands commands) {
        return new CommandAccess(
                commands.tenants().orElse(Set.of()), commands.models().orElse(Set.of()));
    }

    /** Without a directory nobody would ever pass them on. */
    private Optional<Consumer<OutboundMessage>> lateValues() {
        return backlog == Backlog.NONE ? Optional.empty() : Optional.of(backlog::keep);
    }

    private Backlog backlog(AdapterEnvironment environment, AdapterMetrics metrics) {
        AdapterConfig.Backlog settings = config.backlog();
        if (settings.replayPerSecond() < 1) {
            throw new ConfigurationException("celltwin.adapter.backlog.replay-per-second must be at least 1");
        }
        if (settings.directory().isEmpty()) {
            return Backlog.NONE;
        }
        Path directory = settings.directory().get().resolve(name);
        try {
            return new RocksBacklog(
                    directory, settings.maxSize().asLongValue(), environment.disk(), Clock.systemUTC(), metrics);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "celltwin.adapter.backlog.directory: %s cannot be used: %s".formatted(directory, e.getMessage()));
        }
    }

    private static MessageRate rate(AdapterConfig config) {
        if (config.messagesPerSecond() < 1) {
            throw new ConfigurationException("celltwin.adapter.messages-per-second must be at least 1");
        }
        return MessageRate.perSecond(config.messagesPerSecond());
    }

    private static Backoff reconnect(AdapterConfig config) {
        try {
            return new Backoff(config.reconnectMinDelay(), config.reconnectMaxDelay());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "celltwin.adapter.reconnect-min-delay, reconnect-max-delay: " + e.getMessage());
        }
    }

    private GroupMember member(KafkaClientSettings kafka) {
        SharingSettings settings = new SharingSettings(name, config.partitions(), config.sessionTimeout());
        return new GroupMember(
                settings.consumerConfig(kafka.shared()),
                kafka.admin(ADMIN_PATIENCE),
                settings,
                assigned,
                SERVICE_BACKOFF);
    }

    /**
     * @return the adapter's name, for example {@code celltwin-modbus}
     */
    String name() {
        return name;
    }

    /**
     * @return what keeps the adapter from its work; empty if it is ready
     */
    Future<List<String>> unready() {
        return hono.unready().map(clients -> {
            List<String> reasons = new ArrayList<String>();
            if (!catalog.isLoaded()) {
                reasons.add("registrations not read yet");
            }
            member.problem().ifPresent(reasons::add);
            reasons.addAll(clients);
            return reasons;
        });
    }

    /**
     * An address without a scheme, or with one that no adapter takes, is nobody's: every adapter says what is wrong with it. One of the
     * adapter's own protocol is its own even if its driver does not take it.
     */
    private static boolean isOurs(String scheme, Set<String> schemes, Set<String> taken) {
        Optional<DeviceProtocol> protocol = DeviceProtocol.ofScheme(scheme);
        return schemes.contains(scheme)
                || !taken.contains(scheme) && protocol.isEmpty()
                || protocol.isPresent()
                        && schemes.stream().map(DeviceProtocol::ofScheme).anyMatch(protocol::equals);
    }

    /** Counts, and refreshes the twins of devices that have lost messages. */
    private final class CountingListener implements OutboxListener {

        private final AdapterMetrics metrics;

        private CountingListener(AdapterMetrics metrics) {
            this.metrics = metrics;
        }

        @Override
        public void delivered(OutboundMessage message) {
            metrics.delivered(message);
            backlog.done(message);
        }

        @Override
        public void held(OutboundMessage message) {
            backlog.keep(message);
        }

        @Override
        public void merged(OutboundMessage message) {
            metrics.merged();
        }

        @Override
        public void lost(OutboundMessage message, Loss loss) {
            metrics.lost(loss);
            if (loss != Loss.CLOSED) {
                backlog.done(message);
            }
        }

        @Override
        public void recovered(DeviceKey device) {
            threads.execute(() -> sessions.refresh(device));
        }
    }
}
