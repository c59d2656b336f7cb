package io.celltwin.adapter.session;

import io.celltwin.adapter.commands.CommandedDevices;
import io.celltwin.adapter.commands.DeviceCommands;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.driver.AlarmReport;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.edge.DeviceClock;
import io.celltwin.adapter.edge.EdgePipeline;
import io.celltwin.adapter.edge.EdgeUpdate;
import io.celltwin.adapter.edge.UncertainValues;
import io.celltwin.adapter.twin.ConnectionState;
import io.celltwin.adapter.twin.TwinPublisher;
import io.celltwin.service.backoff.BackoffSequence;
import io.celltwin.service.failure.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Serves one device: keeps it connected, trying again for as long as it takes, and tells its twin what it gives and
 * whether it is connected. Everything happens in the session's own serial executor; a failing device disturbs no other.
 * <ol>
 * <li>When nobody else serves the device any more, the registry is asked whether it may be served, again and again until it
 * says so. Till then the twin is told nothing.</li>
 * <li>The twin is announced: created if it does not exist.</li>
 * <li>The driver is asked for a link. As soon as there are readings, or the driver says so, the device counts as
 * connected.</li>
 * <li>The first cycle of each link tells the twin everything, since it may hold what is older than this process; later cycles
 * tell what has changed.</li>
 * <li>When connecting fails or the link is lost, the twin is told why, and after a growing delay the driver is asked again. The
 * delay is the shortest again once a link has lasted longer than the longest delay: one that is lost again and again is no
 * better than none.</li>
 * <li>Meanwhile commands to the device are taken, whether it is connected or not; while it is not, they are answered so.</li>
 * <li>From time to time the twin is announced again and told everything, to heal what it may have missed.</li>
 * </ol>
 * Its states are those of {@link Phase}. Invariants:
 * <ul>
 * <li>At most one attempt is wanted; what an earlier one tells is ignored, and a link that comes of it is closed.</li>
 * <li>The device is counted as connected exactly in the phase {@code CONNECTED}.</li>
 * <li>In the phase {@code CLOSED} nothing begins any more.</li>
 * </ul>
 * Where it may break off: a process that ends at any point leaves what the twin was told last; who serves the device next
 * announces and tells everything, and once more after a while, when a last message of its predecessor has arrived.
 */
final class DeviceSession {

    private static final Logger LOG = Logger.getLogger(DeviceSession.class);

    /**
     * A replica that served the device before, and was cut off, may have had a message on its way. By now it has arrived
     * or was given up, so what the twin is told now is the last word.
     */
    private static final Duration FIRST_REFRESH = Duration.ofSeconds(15);

    private enum Phase {
        /** It is not known yet whether the device may be served. */
        ADMISSION,
        /** The driver is asked for a link. */
        CONNECTING,
        /** The device is being read. */
        CONNECTED,
        /** Waits for the next try to connect. */
        BACKING_OFF,
        /** The device is served no longer, or by somebody else. */
        CLOSED
    }

    private final Device device;
    private final ProtocolDriver driver;
    private final DeviceGate gate;
    private final TwinPublisher twin;
    private final SessionSettings settings;
    private final SessionMetrics metrics;
    private final ScheduledExecutorService timer;
    private final SerialExecutor serial;
    private final DeviceClock deviceClock;
    private final EdgePipeline pipeline;
    private final DeviceCommands commands;
    /** The alarms that the device itself raises. */
    private final DeviceAlarms alarms;

    private final LinkAttempt.Receiver receiver = new Receiver();
    private final BackoffSequence failures;

    private Phase phase = Phase.ADMISSION;
    /** For what the device had while it was not being read; null until there is some. A new one for each link. */
    private EdgePipeline missedPipeline;
    /** What the twin was told of the device's clock. */
    private Optional<String> clockProblem = Optional.empty();
    /** What the twin was told last of the connection. */
    private Optional<ConnectionState> told = Optional.empty();
    /** The try to connect that is wanted, and the link that came of it; null if none is. */
    private LinkAttempt attempt;

    /** When the device was connected last, by {@link System#nanoTime()}. */
    private long connectedSince;
    /** Why the device may not be served, as the log says; null if it does not say so. */
    private String refusal;

    private ScheduledFuture<?> nextTry;
    private ScheduledFuture<?> refresh;
    /** Looks at what depends on time alone; null if nothing in the model does. */
    private ScheduledFuture<?> timeWatch;

    DeviceSession(
            Device device,
            ProtocolDriver driver,
            DeviceGate gate,
            TwinPublisher twin,
            SessionSettings settings,
            SessionMetrics metrics,
            CommandedDevices commanded,
            ScheduledExecutorService timer) {
        this.device = device;
        this.driver = driver;
        this.gate = gate;
        this.twin = twin;
        this.settings = settings;
        this.metrics = metrics;
        this.timer = timer;
        this.serial = new SerialExecutor(timer);
        this.deviceClock = newDeviceClock();
        this.alarms = new DeviceAlarms(deviceClock);
        this.pipeline = new EdgePipeline(
                device.model().properties(),
                deviceClock,
                new UncertainValues(device.publishesUncertainValues()),
                metrics::readings,
                settings.clock());
        this.commands = commanded.of(device, serial);
        this.failures = settings.reconnect().sequence();
    }

    private DeviceClock newDeviceClock() {
        return new DeviceClock(device.settings().ignoreDeviceClock(), settings.clockTolerance());
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
        TimeWatch.interval(device.model()).ifPresent(watch -> {
            long period = watch.toMillis();
            timeWatch = timer.scheduleAtFixedRate(
                    () -> serial.execute(this::timePassed), period, period, TimeUnit.MILLISECONDS);
        });
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
        cancelTimers();
        return CompletableFuture.runAsync(
                () -> {
                    boolean announced = isAnnounced();
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
        cancelTimers();
        return CompletableFuture.runAsync(this::leave, serial);
    }

    private void cancelTimers() {
        refresh.cancel(false);
        if (timeWatch != null) {
            timeWatch.cancel(false);
        }
    }

    private void timePassed() {
        if (isAnnounced()) {
            twin.changes(pipeline.timePassed());
        }
    }

    private void enter() {
        if (phase == Phase.CLOSED) {
            return;
        }
        gate.admit(new DeviceKey(device.tenant(), device.id()))
                .whenCompleteAsync(
                        (admitted, refusal) -> {
                            if (phase == Phase.CLOSED) {
                                return;
                            }
                            if (refusal == null) {
                                twin.announce(device.model(), device.attributes());
                                commands.open();
                                connect();
                            } else {
                                notServed(message(refusal));
                                tryAgainLater(this::enter);
                            }
                        },
                        serial);
    }

    private void notServed(String reason) {
        if (!reason.equals(refusal)) {
            refusal = reason;
            LOG.warnf("%s is not served yet: %s", device.id(), reason);
        }
    }

    private boolean isAnnounced() {
        return phase != Phase.ADMISSION && phase != Phase.CLOSED;
    }

    private void connect() {
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CONNECTING;
        missedPipeline = null;
        LinkAttempt newAttempt = new LinkAttempt(serial, receiver);
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
            which.link().ifPresent(commands::linked);
        } else {
            attempt.abandon();
            metrics.connectFailed();
            onDisconnected(message(failure));
        }
    }

    private void onConnected() {
        if (phase != Phase.CONNECTED) {
            phase = Phase.CONNECTED;
            connectedSince = System.nanoTime();
            LOG.infof("%s is connected", device.id());
            metrics.connected();
            tell(ConnectionState.connected(settings.clock().instant(), device.address()));
        }
    }

    private void onDisconnected(String reason) {
        attempt = null;
        commands.unlinked();
        if (phase == Phase.CONNECTED) {
            metrics.disconnected();
            if (System.nanoTime() - connectedSince
                    > settings.reconnect().longest().toNanos()) {
                failures.reset();
            }
        }
        phase = Phase.BACKING_OFF;
        if (!told.flatMap(ConnectionState::reason).equals(Optional.of(reason))) {
            LOG.warnf("%s is not connected: %s", device.id(), reason);
            Instant since = told.filter(known -> !known.connected())
                    .map(ConnectionState::since)
                    .orElseGet(settings.clock()::instant);
            tell(ConnectionState.disconnected(since, reason, device.address()));
        }
        tryAgainLater(this::connect);
    }

    private void onReadings(LinkAttempt which, List<Reading> cycle) {
        if (which != attempt) {
            return;
        }
        // A driver may read before the outcome of its connecting has come round.
        onConnected();
        EdgeUpdate changes = pipeline.accept(cycle);
        if (which.isFirstCycle()) {
            // What the twin holds may be older than this process, so nothing counts as unchanged.
            twin.events(changes);
            twin.everything(pipeline.everything());
        } else {
            twin.changes(changes);
        }
        tellClock();
    }

    private void tellClock() {
        Optional<String> problem = deviceClock.problem();
        if (!problem.equals(clockProblem)) {
            clockProblem = problem;
            problem.ifPresentOrElse(
                    text -> LOG.warnf("%s: %s", device.id(), text),
                    () -> LOG.infof("%s: its clock is right again", device.id()));
            twin.clock(problem);
        }
    }

    private void onAlarms(LinkAttempt which, AlarmReport report) {
        if (which == attempt) {
            alarms.accept(report, settings.clock().instant()).ifPresent(twin::deviceAlarms);
        }
    }

    private void onMissed(LinkAttempt which, List<Reading> cycle) {
        if (which != attempt) {
            return;
        }
        if (missedPipeline == null) {
            missedPipeline = EdgePipeline.forMissed(
                    device.model().properties(),
                    newDeviceClock(),
                    new UncertainValues(device.publishesUncertainValues()),
                    settings.clock());
        }
        twin.missed(missedPipeline.accept(cycle));
    }

    private void onLost(LinkAttempt which, String reason) {
        if (which == attempt) {
            onDisconnected(reason);
        }
    }

    private void tryAgainLater(Runnable step) {
        nextTry = timer.schedule(() -> serial.execute(step), failures.next().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tell(ConnectionState newState) {
        told = Optional.of(newState);
        twin.connection(newState);
    }

    private void tellEverything() {
        if (isAnnounced()) {
            twin.announce(device.model(), device.attributes());
            told.ifPresent(twin::connection);
            twin.clock(clockProblem);
            twin.everything(pipeline.everything());
            commands.refresh();
            alarms.everything().forEach(twin::deviceAlarms);
        }
    }

    private void leave() {
        if (phase == Phase.CONNECTED) {
            metrics.disconnected();
        }
        phase = Phase.CLOSED;
        commands.close();
        if (nextTry != null) {
            nextTry.cancel(false);
        }
        if (attempt != null) {
            attempt.abandon();
            attempt = null;
        }
    }

    /** What the driver tells of the attempt that is wanted. */
    private final class Receiver implements LinkAttempt.Receiver {

        @Override
        public void readings(LinkAttempt which, List<Reading> cycle) {
            onReadings(which, cycle);
        }

        @Override
        public void alarms(LinkAttempt which, AlarmReport report) {
            onAlarms(which, report);
        }

        @Override
        public boolean wantsMissed() {
            return twin.keepsMissed();
        }

        @Override
        public void missed(LinkAttempt which, List<Reading> cycle) {
            onMissed(which, cycle);
        }

        @Override
        public void lost(LinkAttempt which, String reason) {
            onLost(which, reason);
        }

        @Override
        public void merged() {
            metrics.cycleMerged();
        }
    }

    private static String message(Throwable failure) {
        Throwable cause = Failures.unwrap(failure);
        if (cause instanceof TimeoutException) {
            return "no answer in time";
        }
        return cause.getMessage() == null || cause.getMessage().isBlank()
                ? cause.getClass().getSimpleName()
                : firstLine(cause.getMessage());
    }

    /** What a library says may have many lines; the first says what happened. */
    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse(text);
    }
}
