package io.celltwin.adapter.hono;

import io.celltwin.adapter.commands.CommandSource;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.sending.MessageSender;
import io.celltwin.adapter.session.DeviceGate;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.HealthCheckHandler;
import io.vertx.ext.healthchecks.HealthChecks;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.hono.notification.NotificationReceiver;
import org.eclipse.hono.util.WrappedLifecycleComponentVerticle;

/**
 * Connects one adapter with the rest of Hono. All clients connect in the background and reconnect for ever, so that the
 * adapter can be started before anything else is there.
 */
public final class HonoConnector {

    /** Sending may block a thread while the broker is away: not one that others need. */
    private static final int WORKERS = 2;
    /** Hono gives each connection a random id, which tells an operator nothing. */
    private static final Pattern INSTANCE_ID = Pattern.compile("-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}$");

    private final Vertx vertx;
    private final HonoSettings settings;
    private final HonoKafkaClients kafka;
    private final HonoClients clients;
    private final HonoAdapter adapter;
    private final HonoDownstream downstream;
    private final HealthChecks health;
    private final List<String> deployments = new CopyOnWriteArrayList<>();

    /**
     * @param vertx runs the clients
     * @param settings where everything is
     */
    public HonoConnector(Vertx vertx, HonoSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.kafka = new HonoKafkaClients(settings.kafka());
        this.clients = new HonoClients(vertx, settings, kafka);
        this.adapter = new HonoAdapter(settings.adapterType());
        this.downstream = new HonoDownstream(adapter, new TenantTopics(vertx, settings.kafka()));
        this.health = HealthChecks.create(vertx);
    }

    /**
     * @param onDevice is told a device whose registration was created, changed or deleted
     * @param onTenant is told a tenant of which anything may have changed
     * @return succeeds once the clients are connecting
     */
    public Future<Void> start(Consumer<DeviceKey> onDevice, Consumer<String> onTenant) {
        clients.equip(adapter);
        adapter.registerReadinessChecks(HealthCheckHandler.createWithHealthChecks(health));
        NotificationReceiver notifications = RegistryNotifications.receiver(
                vertx,
                kafka,
                device -> {
                    clients.forgetRegistry();
                    onDevice.accept(device);
                },
                tenant -> {
                    clients.forgetRegistry();
                    onTenant.accept(tenant);
                });
        DeploymentOptions options = new DeploymentOptions()
                .setWorkerPoolName(settings.adapterType())
                .setWorkerPoolSize(WORKERS);
        return deploy(adapter, options)
                .compose(done -> deploy(new WrappedLifecycleComponentVerticle(notifications), new DeploymentOptions()));
    }

    /**
     * @return succeeds once all clients are closed
     */
    public Future<Void> stop() {
        return Future.join(deployments.stream().map(vertx::undeploy).toList()).mapEmpty();
    }

    /**
     * @return the way for messages, open once started
     */
    public MessageSender sender() {
        return downstream;
    }

    /**
     * @return the registry's word on who may be served, open once started
     */
    public DeviceGate gate() {
        return downstream;
    }

    /**
     * @return brings commands, once started; none come unless the settings let them
     */
    public CommandSource commands() {
        return new HonoCommands(vertx, adapter);
    }

    /**
     * @return the names of the clients that are not connected, ready at once
     */
    public Future<List<String>> unready() {
        return health.checkStatus()
                .map(result -> result.getChecks().stream()
                        .filter(check -> !check.getUp())
                        .map(check -> INSTANCE_ID.matcher(check.getId()).replaceFirst(""))
                        .toList());
    }

    private Future<Void> deploy(Verticle verticle, DeploymentOptions options) {
        return vertx.deployVerticle(verticle, options)
                .onSuccess(deployments::add)
                .mapEmpty();
    }
}
