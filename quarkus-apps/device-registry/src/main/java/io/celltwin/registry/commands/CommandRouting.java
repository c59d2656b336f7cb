package io.celltwin.registry.commands;

import io.celltwin.registry.messaging.EventSenders;
import io.celltwin.registry.messaging.KafkaSettings;
import io.celltwin.registry.store.TenantRecords;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentracing.Tracer;
import io.opentracing.noop.NoopSpan;
import io.opentracing.noop.NoopTracerFactory;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.hono.client.kafka.metrics.NoopKafkaClientMetricsSupport;
import org.eclipse.hono.client.kafka.producer.CachingKafkaProducerFactory;
import org.eclipse.hono.client.util.MessagingClientProvider;
import org.eclipse.hono.commandrouter.CommandConsumerFactory;
import org.eclipse.hono.commandrouter.CommandRouterService;
import org.eclipse.hono.commandrouter.CommandTargetMapper;
import org.eclipse.hono.commandrouter.MicrometerBasedCommandRouterMetrics;
import org.eclipse.hono.commandrouter.impl.CommandRouterServiceImpl;
import org.eclipse.hono.commandrouter.impl.UnknownStatusProvidingService;
import org.eclipse.hono.commandrouter.impl.kafka.KafkaBasedCommandConsumerFactoryImpl;
import org.eclipse.hono.config.ServiceConfigProperties;
import org.eclipse.hono.deviceconnection.common.CacheBasedDeviceConnectionInfo;
import org.eclipse.hono.deviceconnection.common.DeviceConnectionInfo;
import org.eclipse.hono.service.management.tenant.TenantDto;
import org.eclipse.hono.service.registration.RegistrationService;
import org.eclipse.hono.service.tenant.TenantService;

/**
 * Hono's command router: takes commands from <code>hono.command.&lt;tenant&gt;</code> and gives each to the adapter that
 * the device is connected to. It starts and stops with the AMQP endpoint that serves it.
 */
@Singleton
public class CommandRouting {
    private final TenantRecords tenantRecords;
    private final CommandRouterService service;
    private volatile boolean consuming;

    @Inject
    CommandRouting(
            Vertx vertx,
            KafkaSettings kafka,
            TenantRecords tenantRecords,
            TenantService tenants,
            RegistrationService registrations,
            EventSenders events,
            MeterRegistry meters) {
        this.tenantRecords = tenantRecords;
        Tracer tracer = NoopTracerFactory.create();
        LocalTenantClient tenantClient = new LocalTenantClient(tenants);
        LocalRegistrationClient registrationClient = new LocalRegistrationClient(registrations);
        DeviceConnectionInfo connections = new CacheBasedDeviceConnectionInfo(new ConnectionCache(), tracer);
        KafkaBasedCommandConsumerFactoryImpl commands = new KafkaBasedCommandConsumerFactoryImpl(
                vertx,
                tenantClient,
                CommandTargetMapper.create(registrationClient, connections, tracer),
                CachingKafkaProducerFactory.nonSharedFactory(vertx),
                kafka.messageProducer(),
                kafka.messageProducer(),
                kafka.commandConsumer(),
                new MicrometerBasedCommandRouterMetrics(meters, vertx),
                NoopKafkaClientMetricsSupport.INSTANCE,
                tracer);
        commands.addOnFactoryReadyHandler(ready -> consume());
        service = new CommandRouterServiceImpl(
                new ServiceConfigProperties(),
                registrationClient,
                tenantClient,
                connections,
                new MessagingClientProvider<CommandConsumerFactory>().setClient(commands),
                events.provider(),
                new UnknownStatusProvidingService(),
                tracer);
    }

    /**
     * Takes the commands for the tenants that there are. Else the topic of a tenant would be found when its first adapter
     * connects, and a command sent before that would stay without an answer.
     */
    private void consume() {
        consuming = true;
        service.enableCommandRouting(
                tenantRecords.all().map(TenantDto::getTenantId).toList(), NoopSpan.INSTANCE);
    }

    /** Hono's service, as its AMQP endpoint wants it. */
    public CommandRouterService service() {
        return service;
    }

    /** Whether commands are consumed: false until Kafka could be reached. */
    public boolean isConsuming() {
        return consuming;
    }
}
