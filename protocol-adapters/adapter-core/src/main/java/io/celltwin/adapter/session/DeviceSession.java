package io.celltwin.adapter.session;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.edge.DeviceClock;
import io.celltwin.adapter.edge.EdgePipeline;
import io.celltwin.adapter.twin.ConnectionState;
import io.celltwin.adapter.twin.TwinPublisher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Serves one device: keeps it connected, trying again for as long as it takes, and tells its twin what it gives and
 * whether it is connected. Everything happens in the session's own serial executor; a failing device disturbs no other.
 */
final class DeviceSession {

    private static final Logger LOG = Logger.getLogger(DeviceSession.class);

    /**
     * A replica that served the device before, and was cut off, may have had a message on its way. By now it has arrived
     * or was given up, so what the twin is told now is the last word.
     */
    private static final Duration FIRST_REFRESH = Duration.ofSeconds(15);

    private final Device device;
    private final ProtocolDriver driver;
    private final DeviceGate gate;
    private final TwinPublisher twin;
    private final SessionSettings settings;
    private final SessionMetrics metrics;
    private final ScheduledExecutorService timer;
    private final SerialExecutor serial;
    private final EdgePipeline pipeline;

    private Optional<ConnectionState> state = Optional.empty();
    /** The present try to connect, and the link that came of it; null while waiting for the next try. */
    private LinkAttempt attempt;

    private ScheduledFuture<?> nextTry;
    private ScheduledFuture<?> refresh;
    private int failures;
    private boolean announced;
    private boolean closed;

    DeviceSession(
            Device device,
            ProtocolDriver driver,
            DeviceGate gate,
            TwinPublisher twin,
            SessionSettings settings,
            SessionMetrics metrics,
            ScheduledExecutorService timer) {
        this.device = device;
        this.driver = driver;
        this.gate = gate;
        this.twin = twin;
        this.settings = settings;
        this.metrics = metrics;
        this.timer = timer;
        this.serial = new SerialExecutor(timer);
        this.pipeline = new EdgePipeline(
                new DeviceClock(device.settings().ignoreDeviceClock(), settings.clockTolerance()), settings.clock());
    }

    /**
     * Starts to serve the device.
     *
     * @param predecessor completes when nobody else serves it any more
     */
    void startAfter(CompletionStage<Void> predecessor) {
        predecessor.thenRunAsync(this::enter, serial);
        long interval = settings.refreshInterval().toMillis();
        refresh = timer.scheduleAtFixedRate(
                this::refresh, Math.min(interval, FIRST_REFRESH.toMillis()), interval, TimeUnit.MILLISECONDS);
    }

    /** Tells the twin everything that is known, soon. */
    void refresh() {
        serial.execute(this::tellEverything);
    }

    /**
     * Stops serving the device and tells the twin so.
     *
     * @param reason why
     * @return completes when the device's link is closed and the last message is in the outbox
     */
    CompletionStage<Void> close(String reason) {
        refresh.cancel(false);
        return CompletableFuture.runAsync(
                () -> {
                    leave();
                    if (announced) {
                        twin.lastConnection(
                                ConnectionState.disconnected(settings.clock().instant(), reason, device.address()));
                    }
                },
                serial);
    }

    /**
     * Stops serving the device, since somebody else does so from now on.
     *
     * @return completes when the device's link is closed and the last message is in the outbox
     */
    CompletionStage<Void> handOver() {
        refresh.cancel(false);
        return CompletableFuture.runAsync(this::leave, serial);
    }

    private void enter() {
        if (closed) {
            return;
        }
        gate.admit(new DeviceKey(device.tenant(), device.id()))
                .whenCompleteAsync(
                        (admitted, refusal) -> {
                            if (closed) {
                                return;
                            }
                            if (refusal == null) {
                                announce();
                                connect();
                            } else {
                                LOG.warnf("%s is not served yet: %s", device.id(), message(refusal));
                                tryAgainLater(this::enter);
                            }
                        },
                        serial);
    }

    private void announce() {
        if (!announced) {
            announced = true;
            twin.announce(device.model(), device.attributes());
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        var newAttempt = new LinkAttempt(serial, this::onReadings, this::onLost, metrics::cycleRefused);
        attempt = newAttempt;
        // The copy can time out without keeping a late link from being noticed, and closed.
        ask(newAttempt)
                .copy()
                .orTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync((link, failure) -> onConnectOutcome(newAttempt, failure), serial);
    }

    private CompletableFuture<Void> ask(LinkAttempt newAttempt) {
        try {
            return driver.connect(device, newAttempt)
                    .thenAccept(newAttempt::established)
                    .toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void onConnectOutcome(LinkAttempt which, Throwable failure) {
        if (which != attempt) {
            return;
        }
        if (failure == null) {
            onConnected();
        } else {
            attempt.abandon();
            attempt = null;
            metrics.connectFailed();
            onDisconnected(message(failure));
            tryAgainLater(this::connect);
        }
    }

    private void onConnected() {
        if (state.filter(ConnectionState::connected).isEmpty()) {
            LOG.infof("%s is connected", device.id());
            metrics.connected();
            tell(ConnectionState.connected(settings.clock().instant(), device.address()));
        }
    }

    private void onDisconnected(String reason) {
        var before = state;
        if (before.flatMap(ConnectionState::reason).equals(Optional.of(reason))) {
            return;
        }
        LOG.warnf("%s is not connected: %s", device.id(), reason);
        before.filter(ConnectionState::connected).ifPresent(connected -> metrics.disconnected());
        var since = before.filter(known -> !known.connected())
                .map(ConnectionState::since)
                .orElseGet(settings.clock()::instant);
        tell(ConnectionState.disconnected(since, reason, device.address()));
    }

    private void onReadings(LinkAttempt which, List<Reading> cycle) {
        if (which != attempt) {
            return;
        }
        failures = 0;
        // A driver may read before the outcome of its connecting has come round.
        onConnected();
        int bad = (int) cycle.stream()
                .filter(reading -> reading.badReason().isPresent())
                .count();
        metrics.readings(cycle.size() - bad, bad);
        var changes = pipeline.accept(cycle);
        if (which.isFirstCycle()) {
            // What the twin holds may be older than this process, so nothing counts as unchanged.
            twin.events(changes);
            twin.everything(pipeline.everything());
        } else {
            twin.changes(changes);
        }
    }

    private void onLost(LinkAttempt which, String reason) {
        if (which != attempt) {
            return;
        }
        attempt = null;
        onDisconnected(reason);
        tryAgainLater(this::connect);
    }

    private void tryAgainLater(Runnable step) {
        failures++;
        var delay = settings.reconnect().delay(failures, RandomGenerator.getDefault());
        nextTry = timer.schedule(() -> serial.execute(step), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tell(ConnectionState newState) {
        state = Optional.of(newState);
        twin.connection(newState);
    }

    private void tellEverything() {
        if (closed || !announced) {
            return;
        }
        twin.announce(device.model(), device.attributes());
        state.ifPresent(twin::connection);
        twin.everything(pipeline.everything());
    }

    private void leave() {
        closed = true;
        if (nextTry != null) {
            nextTry.cancel(false);
        }
        if (attempt != null) {
            attempt.abandon();
            attempt = null;
        }
        state.filter(ConnectionState::connected).ifPresent(connected -> metrics.disconnected());
    }

    private static String message(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return "no answer in time";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
