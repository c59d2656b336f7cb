package io.celltwin.adapter.opcua;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.driver.RequestMeter;
import io.celltwin.adapter.opcua.alarm.DeviceAlarmSources;
import io.celltwin.adapter.opcua.config.OpcUaConfig;
import io.celltwin.adapter.opcua.history.MissedHistory;
import io.celltwin.adapter.opcua.history.ToldTimesOfDevices;
import io.celltwin.adapter.opcua.link.DevicePlan;
import io.celltwin.adapter.opcua.link.OpcUaLink;
import io.celltwin.adapter.opcua.method.DeviceMethods;
import io.celltwin.adapter.opcua.point.DataPoints;
import io.celltwin.adapter.opcua.security.ConnectionSecurity;
import io.celltwin.adapter.opcua.session.SessionFactory;
import io.celltwin.adapter.opcua.session.SessionPool;
import io.celltwin.adapter.opcua.subscription.ChangeMetrics;
import io.celltwin.model.binding.OpcUaForm;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Reads devices by OPC-UA. Knows these settings of a device besides those of every adapter: {@code securityPolicy} and
 * {@code securityMode}.
 */
@ApplicationScoped
public class OpcUaDriver implements ProtocolDriver {

    private static final String NAME = "opcua";

    private final OpcUaConfig config;
    private final ChangeMetrics metrics;
    private final SessionFactory factory;
    private final SessionPool sessions;
    private final ToldTimesOfDevices told = new ToldTimesOfDevices();
    /** Connecting and reading block; a thread ends when it has not been needed for a minute. */
    private final ExecutorService blocking = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "opcua-blocking");
        thread.setDaemon(true);
        return thread;
    });
    /** Only hands work over to the others. */
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "opcua-timer");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param config the defaults for all devices
     * @param meters shows what servers dropped
     * @throws ConfigurationException if they make no sense, or the directory for certificates cannot be written
     */
    public OpcUaDriver(OpcUaConfig config, MeterRegistry meters) {
        check(config);
        this.config = config;
        this.metrics = new ChangeCounters(meters);
        this.factory = new SessionFactory(config, metrics, new RequestMeter(meters, NAME), blocking, timer);
        this.sessions = new SessionPool(factory, blocking);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> schemes() {
        return Set.of(OpcUaForm.SCHEME);
    }

    @Override
    public CompletionStage<DeviceLink> connect(Device device, LinkListener listener) {
        try {
            DevicePlan plan = new DevicePlan(
                    new DataPoints(config).of(device),
                    DeviceMethods.of(device),
                    new DeviceAlarmSources(config).of(device),
                    history(device, listener));
            return new OpcUaLink(device, plan, metrics, blocking, timer, listener).start(factory, sessions);
        } catch (DeviceConfigurationException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Optional<MissedHistory> history(Device device, LinkListener listener) {
        return config.historyValues() > 0 && listener.wantsMissed()
                ? Optional.of(new MissedHistory(told.of(device), config.historyValues()))
                : Optional.empty();
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
        blocking.shutdownNow();
    }

    private static void check(OpcUaConfig config) {
        try {
            ConnectionSecurity.of(DeviceSettings.NONE, config, false);
        } catch (DeviceConfigurationException e) {
            throw new ConfigurationException("celltwin.opcua.security-policy, security-mode: " + e.getMessage());
        }
        config.directory().ifPresent(OpcUaDriver::requireWritable);
    }

    private static void requireWritable(Path directory) {
        try {
            if (!Files.isWritable(Files.createDirectories(directory))) {
                throw new AccessDeniedException(directory.toString());
            }
        } catch (IOException e) {
            throw new ConfigurationException("celltwin.opcua.directory: %s cannot be written (%s)"
                    .formatted(directory, e.getClass().getSimpleName()));
        }
    }
}
