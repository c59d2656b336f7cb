package io.celltwin.adapter.registry;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.service.backoff.Backoff;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Knows which devices an adapter has to serve. Reads all registrations at the start and then from time to time, which
 * heals whatever was missed, and in between those that it is told have changed. An unavailable registry changes nothing:
 * it is asked again with growing delays. Thread-safe; no method blocks.
 */
public final class DeviceCatalog {

    private static final Logger LOG = Logger.getLogger(DeviceCatalog.class);

    /** More changes than this at once are cheaper to learn by reading everything. */
    private static final int MANY_CHANGES = 100;

    private final RegistryClient registry;
    private final Predicate<Registration> ours;
    private final Consumer<Collection<Registration>> wantedListener;
    private final Duration interval;
    private final Backoff backoff;
    private final ScheduledExecutorService executor;

    private final Map<DeviceKey, Registration> wanted = new HashMap<>();
    private final Set<DeviceKey> changed = new LinkedHashSet<>();
    private boolean allChanged = true;
    private boolean reading;
    private boolean loaded;
    private boolean stopped;
    private int failures;
    private ScheduledFuture<?> periodic;

    /**
     * @param registry reads registrations
     * @param ours tells whether a registration concerns this adapter
     * @param wantedListener is told all wanted registrations whenever they were read, one call at a time; must not block
     * @param interval how often everything is read
     * @param backoff the delays while the registry is unavailable
     * @param executor runs the periodic work
     */
    public DeviceCatalog(
            RegistryClient registry,
            Predicate<Registration> ours,
            Consumer<Collection<Registration>> wantedListener,
            Duration interval,
            Backoff backoff,
            ScheduledExecutorService executor) {
        this.registry = registry;
        this.ours = ours;
        this.wantedListener = wantedListener;
        this.interval = interval;
        this.backoff = backoff;
        this.executor = executor;
    }

    /** Starts to read registrations. */
    public synchronized void start() {
        periodic = executor.scheduleWithFixedDelay(
                this::everythingChanged, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        readOn();
    }

    /** Stops. The listener is not told anything any more once a call that is under way has returned. */
    public synchronized void stop() {
        stopped = true;
        periodic.cancel(false);
        registry.close();
    }

    /**
     * A registration may have changed.
     *
     * @param device whose
     */
    public synchronized void deviceChanged(DeviceKey device) {
        changed.add(device);
        if (changed.size() > MANY_CHANGES) {
            allChanged = true;
        }
        readOn();
    }

    /** Any registration may have changed. */
    public synchronized void everythingChanged() {
        allChanged = true;
        readOn();
    }

    /**
     * @return whether the registrations have been read at least once
     */
    public synchronized boolean isLoaded() {
        return loaded;
    }

    private void readOn() {
        if (reading || stopped || !allChanged && changed.isEmpty()) {
            return;
        }
        reading = true;
        (allChanged ? readAll() : readChanged())
                .onComplete(outcome -> executor.execute(() -> {
                    if (outcome.succeeded()) {
                        onRead();
                    } else {
                        onUnavailable(outcome.cause());
                    }
                }));
    }

    private Future<Void> readAll() {
        allChanged = false;
        changed.clear();
        return registry.all().map(registrations -> {
            replaceAll(registrations);
            return null;
        });
    }

    private Future<Void> readChanged() {
        DeviceKey device = changed.iterator().next();
        changed.remove(device);
        return registry.find(device).map(registration -> {
            replace(device, registration.filter(ours));
            return null;
        });
    }

    private synchronized void replaceAll(List<Registration> registrations) {
        wanted.clear();
        registrations.stream().filter(ours).forEach(registration -> wanted.put(registration.device(), registration));
        loaded = true;
    }

    private synchronized void replace(DeviceKey device, Optional<Registration> registration) {
        registration.ifPresentOrElse(found -> wanted.put(device, found), () -> wanted.remove(device));
    }

    private synchronized void onRead() {
        if (failures > 0) {
            LOG.info("the device registry is available");
        }
        failures = 0;
        if (!stopped) {
            wantedListener.accept(List.copyOf(wanted.values()));
        }
        reading = false;
        readOn();
    }

    private synchronized void onUnavailable(Throwable cause) {
        failures++;
        // Which registration was to be read is not worth remembering: everything is read once the registry is back.
        allChanged = true;
        Duration delay = backoff.delay(failures, RandomGenerator.getDefault());
        if (failures == 1) {
            LOG.warnf("the device registry is unavailable, trying again: %s", cause.getMessage());
        }
        executor.schedule(this::tryAgain, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void tryAgain() {
        reading = false;
        readOn();
    }
}
