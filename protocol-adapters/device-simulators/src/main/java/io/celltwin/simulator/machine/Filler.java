package io.celltwin.simulator.machine;

import io.celltwin.model.ModelProperty;
import io.celltwin.simulator.batch.StationView;
import io.celltwin.simulator.device.Setpoints;
import io.celltwin.simulator.device.SimulatedProcess;
import io.celltwin.simulator.device.SimulatedSignal;
import io.celltwin.simulator.pump.PumpLife;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An electrolyte filler: a vacuum chamber in which cell after cell gets its dose, and the pump that circulates the
 * electrolyte all the time. A pump that moves less than it should makes the doses smaller.
 */
public final class Filler implements SimulatedProcess {

    private static final int CELLS_PER_BATCH = 192;
    private static final double FULL_KILOWATTS = 12;
    private static final double USUAL_DOSE = 6;
    private static final double USUAL_VACUUM = 100;
    private static final double ATMOSPHERE = 1013;
    private static final double USUAL_FLOW = 125;
    private static final double SECONDS_PER_CELL = 1.5;
    private static final double REFILL_BELOW = 20;
    private static final double FULL_TANK = 95;
    private static final double TANK_PERCENT_PER_GRAM = 0.004;

    private final Supplier<StationView> place;
    private final PumpLife pump;
    private final Setpoints setpoints;
    private final Noise noise;
    private final MachineStatus status;
    private final Lag chamber = new Lag(ATMOSPHERE, 2);
    private double pumpSeconds;
    private double sinceDose;
    private double doseGrams;
    private double tankPercent = FULL_TANK;
    private int lot = 1;

    /**
     * @param place what goes on at the filler
     * @param pump its pump
     * @param setpoints written by clients
     * @param seed of the noise
     * @param start what the clock says
     */
    public Filler(Supplier<StationView> place, PumpLife pump, Setpoints setpoints, long seed, Instant start) {
        this.place = place;
        this.pump = pump;
        this.setpoints = setpoints;
        this.noise = new Noise(seed);
        this.status = new MachineStatus(place.get(), CELLS_PER_BATCH, FULL_KILOWATTS, start);
        // The pump's hour meter must not run backwards over a restart.
        this.pumpSeconds = MachineStatus.secondsSinceCommissioning(start);
    }

    @Override
    public void advance(double seconds) {
        StationView now = place.get();
        pump.advance(seconds, pumpSpeed());
        pumpSeconds += running() ? seconds : 0;
        chamber.follow(now.running() ? vacuumSetpoint() : ATMOSPHERE, seconds);
        status.advance(now, noise.positive(kilowatts(), 0.02), seconds);
        if (status.executing() && enabled()) {
            sinceDose += seconds;
            if (sinceDose >= SECONDS_PER_CELL) {
                sinceDose = 0;
                dose();
            }
        }
    }

    @Override
    public Optional<SimulatedSignal> signal(ModelProperty property) {
        return status.signal(property)
                .or(() -> Optional.ofNullable(ofPump(property.name())))
                .or(() -> Optional.ofNullable(ofChamber(property.name())));
    }

    @Override
    public String dataSource() {
        return pump.dataSource() + "; chamber and dosing are modelled";
    }

    private SimulatedSignal ofPump(String name) {
        return switch (name) {
            case "vibrationDriveEnd" -> () -> pump.reading().vibration1();
            case "vibrationNonDriveEnd" -> () -> pump.reading().vibration2();
            case "motorCurrent" -> () -> pump.reading().currentA();
            case "pumpPressure" -> () -> pump.reading().pressureBar();
            case "motorTemperature" -> () -> pump.reading().bodyCelsius();
            case "fluidTemperature" -> () -> pump.reading().fluidCelsius();
            case "motorVoltage" -> () -> pump.reading().voltageV();
            case "flowRate" -> () -> pump.reading().flowLpm();
            case "pumpOperatingTime" -> () -> pumpSeconds;
            case "pumpRunning" -> this::running;
            default -> null;
        };
    }

    private SimulatedSignal ofChamber(String name) {
        return switch (name) {
            case "doseMass" -> () -> doseGrams;
            case "doseMassSetpoint" -> this::doseSetpoint;
            case "doseDeviation" -> () -> doseGrams == 0 ? 0 : doseGrams - doseSetpoint();
            case "doseTime" -> () -> doseGrams / 5;
            case "nozzlePressure" -> () -> noise.positive(status.executing() && enabled() ? 2.1 : 0.4, 0.01);
            case "dosingEnabled" -> this::enabled;
            case "chamberPressure" -> () -> noise.positive(chamber.value(), 0.3);
            case "chamberPressureSetpoint" -> this::vacuumSetpoint;
            case "dewPoint" -> () -> noise.on(-48, 0.1);
            case "chamberTemperature" -> () -> noise.on(23.5, 0.05);
            case "oxygen" -> () -> noise.positive(40, 1);
            case "tankLevel" -> () -> tankPercent;
            case "tankTemperature" -> () -> noise.on(22, 0.04);
            case "electrolyteLot" -> () -> "EL-" + (20_000 + lot);
            case "doorOpen", "emergencyStop" -> () -> false;
            default -> null;
        };
    }

    private void dose() {
        double missing = 0.003 * Math.max(0, USUAL_FLOW - pump.reading().flowLpm());
        doseGrams = noise.positive(doseSetpoint() - missing, 0.015);
        tankPercent -= doseGrams * TANK_PERCENT_PER_GRAM;
        if (tankPercent < REFILL_BELOW) {
            tankPercent = FULL_TANK;
            lot++;
        }
    }

    private boolean running() {
        return pump.reading().flowLpm() > 0;
    }

    /** Relative to nominal: a larger dose needs a faster pump. */
    private double pumpSpeed() {
        return enabled() ? Math.max(0.3, Math.min(1.4, doseSetpoint() / USUAL_DOSE)) : 0;
    }

    private double kilowatts() {
        return 1.5 + pump.reading().voltageV() * pump.reading().currentA() / 1000 + (status.executing() ? 4 : 0);
    }

    private double doseSetpoint() {
        return setpoints.number("dosing", "doseMassSetpoint", USUAL_DOSE);
    }

    private double vacuumSetpoint() {
        return setpoints.number("chamber", "chamberPressureSetpoint", USUAL_VACUUM);
    }

    private boolean enabled() {
        return setpoints.flag("dosing", "dosingEnabled", true);
    }
}
