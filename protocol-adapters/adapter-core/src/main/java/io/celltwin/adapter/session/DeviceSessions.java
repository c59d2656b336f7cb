package io.celltwin.adapter.session;

import io.celltwin.adapter.commands.CommandedDevices;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.registry.InvalidRegistrationException;
import io.celltwin.adapter.registry.Registration;
import io.celltwin.adapter.registry.RegistrationReader;
import io.celltwin.adapter.twin.ConnectionState;
import io.celltwin.adapter.twin.TwinPublisher;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.jboss.logging.Logger;

/**
 * The sessions of one adapter's devices. Thread-safe; no method blocks.
 */
public final class DeviceSessions {

    private static final Logger LOG = Logger.getLogger(DeviceSessions.class);

    private final RegistrationReader reader;
    private final ProtocolDriver driver;
    private final DeviceGate gate;
    private final Function<DeviceKey, TwinPublisher> twins;
    private final SessionSettings settings;
    private final SessionMetrics metrics;
    private final CommandedDevices commanded;
    private final ScheduledExecutorService timer;
    private final Map<DeviceKey, Served> served = new HashMap<>();
    /** The sessions that are ending: the next one of the same device must not say its first word before their last. */
    private final Map<DeviceKey, CompletableFuture<Void>> endings = new ConcurrentHashMap<>();

    private boolean stopped;

    /**
     * @param reader makes sense of registrations
     * @param driver connects to devices
     * @param gate decides whether a device may be served
     * @param twins gives the way to a device's twin
     * @param settings how sessions behave
     * @param metrics counts
     * @param commanded what devices have in common where commands are taken
     * @param timer runs everything that sessions do
     */
    public DeviceSessions(
            RegistrationReader reader,
            ProtocolDriver driver,
            DeviceGate gate,
            Function<DeviceKey, TwinPublisher> twins,
            SessionSettings settings,
            SessionMetrics metrics,
            CommandedDevices commanded,
            ScheduledExecutorService timer) {
        this.reader = reader;
        this.driver = driver;
        this.gate = gate;
        this.twins = twins;
        this.settings = settings;
        this.metrics = metrics;
        this.commanded = commanded;
        this.timer = timer;
    }

    /**
     * Makes the running sessions those that are wanted: ends what is registered no longer, or otherwise than before, and
     * starts what is new.
     *
     * @param registrations all registrations of this adapter's devices
     */
    public synchronized void reconcile(Collection<Registration> registrations) {
        if (stopped) {
            return;
        }
        Map<DeviceKey, Registration> wanted =
                registrations.stream().collect(Collectors.toMap(Registration::device, Function.identity()));
        for (Served each : List.copyOf(served.values())) {
            reasonToEnd(each.registration(), wanted.get(each.registration().device()))
                    .ifPresent(reason -> {
                        served.remove(each.registration().device());
                        ending(each.registration().device(), each.end(reason));
                    });
        }
        wanted.values().stream().filter(Registration::enabled).forEach(this::serve);
    }

    /**
     * Tells a device's twin everything that is known.
     *
     * @param device the device
     */
    public synchronized void refresh(DeviceKey device) {
        Optional.ofNullable(served.get(device)).flatMap(Served::session).ifPresent(DeviceSession::refresh);
    }

    /**
     * @return how many devices there are, connected or not
     */
    public synchronized int devices() {
        return served.size();
    }

    /**
     * Ends the sessions of devices that another replica serves from now on; their twins are told nothing.
     *
     * @param which the devices
     * @return completes when their links are closed and their last messages are in the outbox
     */
    public synchronized CompletionStage<Void> release(Predicate<DeviceKey> which) {
        List<DeviceKey> leaving = served.keySet().stream().filter(which).toList();
        return CompletableFuture.allOf(leaving.stream()
                .map(device -> ending(device, served.remove(device).handOver()))
                .toArray(CompletableFuture[]::new));
    }

    /**
     * Ends all sessions; none is started any more. The twins are told nothing.
     *
     * @return completes when all links are closed and the last messages are in the outbox
     */
    public synchronized CompletionStage<Void> stop() {
        stopped = true;
        return release(device -> true);
    }

    /**
     * Tells the twins of devices that nobody serves them any more.
     *
     * @param registrations the registrations of the devices
     */
    public void tellStopped(Collection<Registration> registrations) {
        registrations.stream().filter(Registration::enabled).forEach(registration -> {
            try {
                Device device = reader.read(registration);
                twins.apply(registration.device())
                        .lastConnection(ConnectionState.disconnected(
                                settings.clock().instant(), "adapter stopped", device.address()));
            } catch (InvalidRegistrationException e) {
                LOG.debugf("%s was never served", registration.device());
            }
        });
    }

    private CompletableFuture<Void> ending(DeviceKey device, CompletionStage<Void> end) {
        CompletableFuture<Void> future = end.toCompletableFuture();
        endings.put(device, future);
        future.whenComplete((ended, e) -> endings.remove(device, future));
        return future;
    }

    private static Optional<String> reasonToEnd(Registration before, Registration now) {
        if (now == null) {
            return Optional.of("registration deleted");
        }
        if (!now.enabled()) {
            return Optional.of("registration disabled");
        }
        return now.equals(before) ? Optional.empty() : Optional.of("registration changed");
    }

    private void serve(Registration registration) {
        Optional<Served> present = Optional.ofNullable(served.get(registration.device()));
        if (present.flatMap(Served::session).isPresent()) {
            return;
        }
        try {
            Device device = reader.read(registration);
            DeviceSession session = new DeviceSession(
                    device, driver, gate, twins.apply(registration.device()), settings, metrics, commanded, timer);
            served.put(registration.device(), new Served(registration, Optional.of(session), ""));
            session.startAfter(endings.getOrDefault(registration.device(), CompletableFuture.completedFuture(null)));
        } catch (InvalidRegistrationException e) {
            // Read again each time, since a missing model may have been added; told only once.
            if (!present.map(Served::problem).equals(Optional.of(e.getMessage()))) {
                served.put(registration.device(), new Served(registration, Optional.empty(), e.getMessage()));
                reject(registration.device(), e);
            }
        }
    }

    private void reject(DeviceKey device, InvalidRegistrationException problem) {
        LOG.warnf("%s cannot be served: %s", device.deviceId(), problem.getMessage());
        metrics.registrationInvalid();
        TwinPublisher twin;
        try {
            twin = twins.apply(device);
        } catch (DittoRuntimeException e) {
            // Its id cannot be a twin's, which is the problem just told.
            return;
        }
        problem.model().ifPresentOrElse(model -> twin.announce(model, Map.of()), twin::announceWithoutModel);
        twin.connection(ConnectionState.unserved(settings.clock().instant(), problem.getMessage()));
    }

    /** A device and what became of its registration: a session, or a problem. */
    private record Served(Registration registration, Optional<DeviceSession> session, String problem) {

        private CompletionStage<Void> end(String reason) {
            return session.map(running -> running.close(reason))
                    .orElseGet(() -> CompletableFuture.completedFuture(null));
        }

        private CompletionStage<Void> handOver() {
            return session.map(DeviceSession::handOver).orElseGet(() -> CompletableFuture.completedFuture(null));
        }
    }
}
