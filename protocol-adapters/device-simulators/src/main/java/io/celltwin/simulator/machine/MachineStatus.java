package io.celltwin.simulator.machine;

import io.celltwin.model.ModelProperty;
import io.celltwin.simulator.batch.Batch;
import io.celltwin.simulator.batch.MachineState;
import io.celltwin.simulator.batch.StationView;
import io.celltwin.simulator.device.SimulatedSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What every machine says of itself: state, batch, units made, power and energy. The energy counter starts at what the
 * machine would have used at full power since its commissioning, so that it never runs backwards over a restart.
 */
final class MachineStatus {

    /** When the simulated machines were commissioned; counters that count since then start from here. */
    static final Instant COMMISSIONED = Instant.parse("2026-01-05T06:00:00Z");

    private static final double SECONDS_PER_HOUR = 3600;
    private static final double REJECTED_PART = 0.015;

    private final int unitsPerBatch;
    private StationView station;
    private double kilowatts;
    private double kilowattHours;

    /**
     * @param station what goes on at the start
     * @param unitsPerBatch how many good and rejected units a batch has in this machine
     * @param fullKilowatts the most that the machine draws
     * @param start what the clock says at the start
     */
    MachineStatus(StationView station, int unitsPerBatch, double fullKilowatts, Instant start) {
        this.station = station;
        this.unitsPerBatch = unitsPerBatch;
        this.kilowattHours = fullKilowatts * secondsSinceCommissioning(start) / SECONDS_PER_HOUR;
    }

    static double secondsSinceCommissioning(Instant now) {
        return Math.max(0, Duration.between(COMMISSIONED, now).toMillis() / 1000.0);
    }

    void advance(StationView now, double drawnKilowatts, double seconds) {
        station = now;
        kilowatts = drawnKilowatts;
        kilowattHours += drawnKilowatts * seconds / SECONDS_PER_HOUR;
    }

    /** The batch in the machine, or 0. */
    long batchNumber() {
        return station.batch().map(Batch::number).orElse(0L);
    }

    /** Whether the machine does its work on a batch, not only prepares or finishes it. */
    boolean executing() {
        return station.state() == MachineState.EXECUTE;
    }

    /** What goes on now. */
    StationView station() {
        return station;
    }

    Optional<SimulatedSignal> signal(ModelProperty property) {
        return Optional.ofNullable(
                switch (property.name()) {
                    case "machineState" -> () -> station.state().text();
                    case "currentBatch" -> () -> station.batchId();
                    case "goodCount" -> () -> made() - rejected();
                    case "rejectCount" -> () -> rejected();
                    case "activePower" -> () -> kilowatts;
                    case "energyTotal" -> () -> kilowattHours;
                    default -> null;
                });
    }

    private long made() {
        return (long) (station.progress() * unitsPerBatch);
    }

    private long rejected() {
        double part = REJECTED_PART * (1 + Noise.ofBatch(batchNumber(), "rejects"));
        return (long) (made() * part);
    }
}
