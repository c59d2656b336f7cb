package io.celltwin.simulator;

import io.celltwin.simulator.batch.BatchFlow;
import io.celltwin.simulator.batch.BatchListener;
import io.celltwin.simulator.battery.PackBms;
import io.celltwin.simulator.battery.PackProgress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A small battery production line with real protocol servers: a coater, a calender and a formation cabinet by OPC-UA, two
 * electrolyte fillers and eight battery packs by Modbus TCP. Batches move through it; the packs are charged and discharged.
 *
 * <p>One thread computes everything ten times a second.
 */
public final class SimulatedLine implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SimulatedLine.class);

    private static final long TICK_MILLIS = 100;
    private static final Duration SAVING_INTERVAL = Duration.ofSeconds(2);
    /** A longer gap between two ticks is a sleeping computer or a changed clock, not time that the line worked. */
    private static final double LONGEST_TICK_SECONDS = 2;

    private final LineOptions options;
    private final LineState state;
    private final BatchFlow flow;
    private final Map<String, PackBms> packs;
    private final List<LineDevice> devices;
    private final String dataSource;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "simulated-line");
        thread.setDaemon(true);
        return thread;
    });
    private Instant lastTick;
    private Instant lastSave;
    private long savedNextBatch;

    private SimulatedLine(LineOptions options, LineState state, BatchFlow flow, LineBuilder built, String dataSource) {
        this.options = options;
        this.state = state;
        this.flow = flow;
        this.packs = Map.copyOf(built.packs());
        this.devices = List.copyOf(built.devices());
        this.dataSource = dataSource;
        this.lastTick = options.clock().instant();
        this.lastSave = lastTick;
    }

    /**
     * Starts all servers and lets the line run.
     *
     * @throws IOException if a port is taken or the state directory cannot be used; nothing is left running
     */
    public static SimulatedLine start(LineOptions options) throws IOException {
        SimulatedLine line = assemble(options);
        line.scheduler.scheduleAtFixedRate(line::tickSafely, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return line;
    }

    /** Starts all servers; time passes by {@link #tick} only. */
    static SimulatedLine assemble(LineOptions options) throws IOException {
        LineState state = LineState.load(options.stateDirectory());
        BatchFlow flow = new BatchFlow(
                "demo:batch-", options.takt().toMillis() / 1000.0, LineBuilder.FILLERS, state.nextBatch());
        LineBuilder builder = new LineBuilder(options, state, flow);
        try {
            // Unpacking recorded data takes about as long as starting the OPC-UA servers.
            CompletableFuture<Recordings> recordings =
                    CompletableFuture.supplyAsync(() -> Recordings.read(options.replay()));
            builder.startMachines();
            builder.startFillersAndPacks(recordings.join());
            SimulatedLine line = new SimulatedLine(
                    options, state, flow, builder, recordings.join().summary());
            line.save(0);
            return line;
        } catch (IOException | RuntimeException e) {
            builder.devices().forEach(device -> device.server().close());
            throw e;
        }
    }

    /** The devices, for their registration; machines first. */
    public List<SimulatedDevice> devices() {
        return devices.stream().map(LineDevice::description).toList();
    }

    /** For people: where the line's values come from. Each device says it for itself too. */
    public String dataSource() {
        return dataSource;
    }

    /** Hears of batches from now on. */
    public void addListener(BatchListener listener) {
        flow.addListener(listener);
    }

    /**
     * Closes every connection to a device and refuses new ones, as if its cable were pulled. The device itself works on.
     *
     * @throws IllegalArgumentException if there is no such device
     */
    public void cut(String deviceId) {
        device(deviceId).server().cut();
    }

    /**
     * Lets a device be reached again, at the same address.
     *
     * @throws IOException if its port was taken meanwhile
     * @throws IllegalArgumentException if there is no such device
     */
    public void restore(String deviceId) throws IOException {
        device(deviceId).server().restore();
    }

    /** Stops everything and keeps the line's state for the next start. */
    @Override
    public void close() {
        scheduler.shutdown();
        try {
            if (!scheduler.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("The simulated line does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        devices.forEach(device -> device.server().close());
        save(0);
    }

    /** Lets the time that has passed on the clock since the last tick pass on the line. */
    void tick() {
        Instant now = options.clock().instant();
        double seconds = Math.max(
                0,
                Math.min(LONGEST_TICK_SECONDS, Duration.between(lastTick, now).toNanos() / 1e9));
        lastTick = now;
        flow.advance(seconds, now);
        if (flow.nextNumber() != savedNextBatch
                || Duration.between(lastSave, now).compareTo(SAVING_INTERVAL) >= 0) {
            // Before anybody sees a new batch, so that its number is never given again.
            lastSave = now;
            save(SAVING_INTERVAL.toSeconds() * options.speed());
        }
        for (LineDevice device : devices) {
            device.values().advance(seconds);
            device.server().publish();
        }
    }

    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException e) {
            // An exception would end the schedule, and with it the whole line.
            LOG.error("The simulated line missed a beat", e);
        }
    }

    /** @param aheadSeconds added to the packs' clocks, so that they do not run backwards after a hard stop */
    private void save(double aheadSeconds) {
        savedNextBatch = flow.nextNumber();
        state.keepNextBatch(savedNextBatch);
        packs.forEach((id, bms) -> {
            PackProgress progress = bms.progress();
            state.keepPack(id, new PackProgress(progress.cycles(), progress.operatingSeconds() + aheadSeconds));
        });
        try {
            state.save();
        } catch (IOException e) {
            LOG.warnf("The state of the simulated line is not saved: %s", e.getMessage());
        }
    }

    private LineDevice device(String deviceId) {
        return devices.stream()
                .filter(device -> device.description().deviceId().equals(deviceId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The line has no device " + deviceId));
    }
}
