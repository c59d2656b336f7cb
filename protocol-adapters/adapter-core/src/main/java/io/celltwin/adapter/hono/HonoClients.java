package io.celltwin.adapter.hono;

import com.github.benmanes.caffeine.cache.Cache;
import io.opentracing.Tracer;
import io.opentracing.noop.NoopTracerFactory;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import org.eclipse.hono.adapter.MessagingClientProviders;
import org.eclipse.hono.client.amqp.config.RequestResponseClientConfigProperties;
import org.eclipse.hono.client.amqp.connection.HonoConnection;
import org.eclipse.hono.client.amqp.connection.SendMessageSampler;
import org.eclipse.hono.client.command.CommandResponseSender;
import org.eclipse.hono.client.command.CommandRouterClient;
import org.eclipse.hono.client.command.ProtocolAdapterCommandConsumerFactory;
import org.eclipse.hono.client.command.ProtocolAdapterCommandConsumerFactoryImpl;
import org.eclipse.hono.client.command.amqp.ProtonBasedCommandRouterClient;
import org.eclipse.hono.client.command.kafka.KafkaBasedCommandResponseSender;
import org.eclipse.hono.client.command.kafka.KafkaBasedInternalCommandConsumer;
import org.eclipse.hono.client.kafka.producer.CachingKafkaProducerFactory;
import org.eclipse.hono.client.registry.CredentialsClient;
import org.eclipse.hono.client.registry.DeviceRegistrationClient;
import org.eclipse.hono.client.registry.TenantClient;
import org.eclipse.hono.client.registry.amqp.ProtonBasedCredentialsClient;
import org.eclipse.hono.client.registry.amqp.ProtonBasedDeviceRegistrationClient;
import org.eclipse.hono.client.registry.amqp.ProtonBasedTenantClient;
import org.eclipse.hono.client.telemetry.EventSender;
import org.eclipse.hono.client.telemetry.TelemetrySender;
import org.eclipse.hono.client.telemetry.kafka.KafkaBasedEventSender;
import org.eclipse.hono.client.telemetry.kafka.KafkaBasedTelemetrySender;
import org.eclipse.hono.client.util.MessagingClientProvider;
import org.eclipse.hono.service.cache.Caches;
import org.eclipse.hono.util.CredentialsObject;
import org.eclipse.hono.util.CredentialsResult;
import org.eclipse.hono.util.RegistrationResult;
import org.eclipse.hono.util.TenantObject;
import org.eclipse.hono.util.TenantResult;

/**
 * The clients of one adapter for Hono's registry, command router and Kafka topics, made as Hono's own adapter applications
 * make them, but without CDI, so that several adapters can live in one process.
 */
final class HonoClients {

    /** Hono's default of 200 ms expects a server that is never busy with anything else. */
    private static final long ANSWER_TIMEOUT_MS = 2_000;

    private final Vertx vertx;
    private final HonoSettings settings;
    private final HonoKafkaClients kafka;
    private final Tracer tracer = NoopTracerFactory.create();
    private final SendMessageSampler.Factory samplers = SendMessageSampler.Factory.noop();
    private final CachingKafkaProducerFactory<String, Buffer> producers;
    private final Cache<Object, TenantResult<TenantObject>> tenants;
    private final Cache<Object, RegistrationResult> registrations;
    private final Cache<Object, CredentialsResult<CredentialsObject>> credentials;

    HonoClients(Vertx vertx, HonoSettings settings, HonoKafkaClients kafka) {
        this.vertx = vertx;
        this.settings = settings;
        this.kafka = kafka;
        this.producers = CachingKafkaProducerFactory.nonSharedFactory(vertx);
        this.tenants = Caches.newCaffeineCache(client("Tenant", settings.registry()));
        this.registrations = Caches.newCaffeineCache(client("Device Registration", settings.registry()));
        this.credentials = Caches.newCaffeineCache(client("Credentials", settings.registry()));
    }

    /** Gives the adapter its clients; it starts and stops them. */
    void equip(HonoAdapter adapter) {
        TenantClient tenantClient =
                new ProtonBasedTenantClient(connection("Tenant", settings.registry()), samplers, tenants);
        DeviceRegistrationClient registrationClient = new ProtonBasedDeviceRegistrationClient(
                connection("Device Registration", settings.registry()), samplers, registrations);
        CredentialsClient credentialsClient =
                new ProtonBasedCredentialsClient(connection("Credentials", settings.registry()), samplers, credentials);
        CommandRouterClient commandRouter =
                new ProtonBasedCommandRouterClient(connection("Command Router", settings.commandRouter()), samplers);
        CommandResponseSender responses =
                new KafkaBasedCommandResponseSender(vertx, producers, kafka.producer(), tracer);
        adapter.setTenantClient(tenantClient);
        adapter.setRegistrationClient(registrationClient);
        adapter.setCredentialsClient(credentialsClient);
        adapter.setCommandRouterClient(commandRouter);
        adapter.setCommandConsumerFactory(
                settings.commands() ? commands(commandRouter, tenantClient, responses) : new NoCommands());
        adapter.setMessagingClientProviders(new MessagingClientProviders(
                telemetry(), events(), new MessagingClientProvider<CommandResponseSender>().setClient(responses)));
        adapter.setTracer(tracer);
    }

    /**
     * Forgets what the registry said. Hono's clients would listen for notifications on the event bus instead; but where
     * the registry is in the same process, it forwards to Kafka whatever appears there, and what we hear from Kafka would
     * go round for ever.
     */
    void forgetRegistry() {
        tenants.invalidateAll();
        registrations.invalidateAll();
        credentials.invalidateAll();
    }

    private ProtocolAdapterCommandConsumerFactory commands(
            CommandRouterClient router, TenantClient tenantClient, CommandResponseSender responses) {
        ProtocolAdapterCommandConsumerFactoryImpl factory =
                new ProtocolAdapterCommandConsumerFactoryImpl(vertx, router, settings.adapterType());
        factory.registerInternalCommandConsumer((instance, handlers) -> new KafkaBasedInternalCommandConsumer(
                vertx, kafka.admin(), kafka.commandConsumer(), tenantClient, responses, instance, handlers, tracer));
        return factory;
    }

    private MessagingClientProvider<TelemetrySender> telemetry() {
        return new MessagingClientProvider<TelemetrySender>()
                .setClient(new KafkaBasedTelemetrySender(vertx, producers, kafka.producer(), true, tracer));
    }

    private MessagingClientProvider<EventSender> events() {
        return new MessagingClientProvider<EventSender>()
                .setClient(new KafkaBasedEventSender(vertx, producers, kafka.producer(), true, tracer));
    }

    private HonoConnection connection(String serverRole, AmqpEndpoint endpoint) {
        return HonoConnection.newConnection(vertx, client(serverRole, endpoint), tracer);
    }

    private RequestResponseClientConfigProperties client(String serverRole, AmqpEndpoint endpoint) {
        RequestResponseClientConfigProperties properties = new RequestResponseClientConfigProperties();
        properties.setServerRole(serverRole);
        properties.setName(settings.adapterType());
        endpoint.applyTo(properties);
        properties.setRequestTimeout(ANSWER_TIMEOUT_MS);
        properties.setLinkEstablishmentTimeout(ANSWER_TIMEOUT_MS);
        return properties;
    }
}
