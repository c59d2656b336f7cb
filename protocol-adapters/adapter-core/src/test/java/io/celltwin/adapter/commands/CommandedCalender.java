package io.celltwin.adapter.commands;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A calender whose commands come from the test. Each method returns when what it does is done. */
final class CommandedCalender implements CommandSource, CommandListener, AutoCloseable {

    static final CommandAccess DEMO = new CommandAccess(Set.of("demo"), Set.of());
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final TestClock clock = new TestClock();
    private final List<CommandRecord> records = new CopyOnWriteArrayList<>();
    private final Map<DesiredKey, Optional<DesiredState>> states = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private CommandAccess access = DEMO;
    private Map<String, Object> settings = Map.of("acceptCommands", true);
    private DeviceCommands commands;
    private volatile CommandHandler handler;

    void allow(CommandAccess allowed, Map<String, Object> with) {
        access = allowed;
        settings = with;
    }

    void open() {
        open(ModelCatalog.bundled().get("calender-1.0.0"));
    }

    void open(ThingModel model) {
        Device device = new Device(
                "demo",
                "demo:calender",
                model,
                URI.create("scripted://calender"),
                Map.of(),
                new DeviceSettings(settings));
        commands = new CommandedDevices(access, this, this, PATIENCE, thread, clock).of(device, thread);
        run(commands::open);
    }

    void linked(DeviceLink link) {
        run(() -> commands.linked(link));
    }

    void unlinked() {
        run(commands::unlinked);
    }

    void refresh() {
        run(commands::refresh);
    }

    void end() {
        run(commands::close);
    }

    void report(String json) {
        handler.twinReported(
                TwinReport.of(json.getBytes(StandardCharsets.UTF_8)).orElseThrow());
        run(() -> {});
    }

    /** Time passes, and what is due is done. */
    void pass(Duration time) {
        clock.now = clock.now.plus(time);
        report(
                "{\"topic\":\"demo/calender/things/twin/events/merged\",\"path\":\"/features\",\"value\":{},\"revision\":%d}"
                        .formatted(1_000_000 + clock.now.getEpochSecond()));
    }

    Instant now() {
        return clock.now;
    }

    CompletableFuture<CommandAnswer> begin(String name, String payload) {
        return handler.command(new ReceivedCommand(
                        name, payload.getBytes(StandardCharsets.UTF_8), Optional.of("celltwin:ada")))
                .toCompletableFuture();
    }

    CommandAnswer send(String name, String payload) throws Exception {
        return begin(name, payload).get(10, TimeUnit.SECONDS);
    }

    boolean takesCommands() {
        return handler != null;
    }

    List<CommandRecord> records() {
        return records;
    }

    /** What the twin was told last of a desired property of the drive; empty if nothing, or that it is gone. */
    Optional<DesiredState> state(String property) {
        return states.getOrDefault(new DesiredKey("drive", property), Optional.empty());
    }

    boolean isToldOf(String property) {
        return states.containsKey(new DesiredKey("drive", property));
    }

    int questions() {
        return questions.get();
    }

    void forget() {
        states.clear();
        records.clear();
    }

    private void run(Runnable step) {
        try {
            thread.submit(step).get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Subscription subscribe(DeviceKey device, CommandHandler wanted) {
        handler = wanted;
        wanted.subscribed();
        return () -> handler = null;
    }

    @Override
    public void answered(CommandRecord record) {
        records.add(record);
    }

    @Override
    public void desired(DeviceKey device, Map<DesiredKey, Optional<DesiredState>> changed) {
        states.putAll(changed);
    }

    @Override
    public void desiredWanted(DeviceKey device) {
        questions.incrementAndGet();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static final class TestClock extends Clock {

        private volatile Instant now = Instant.parse("2026-05-01T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
