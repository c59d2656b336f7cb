package io.celltwin.simulator.machine;

import io.celltwin.model.ModelProperty;
import io.celltwin.simulator.batch.StationView;
import io.celltwin.simulator.device.Setpoints;
import io.celltwin.simulator.device.SimulatedProcess;
import io.celltwin.simulator.device.SimulatedSignal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A calender that compacts the coating between two heated rolls.
 *
 * <p>The density follows the line force exponentially towards a largest density,
 * {@code ρ = ρmax - (ρmax - ρ0)·exp(-q/γ)} (Meyer et al., J. Mater. Process. Technol. 249 (2017)); warm rolls make the
 * coating softer, which lowers γ. Thickness, porosity, gap and drive torque follow.
 */
public final class Calender implements SimulatedProcess {

    private static final int SHEETS_PER_BATCH = 1200;
    private static final double FULL_KILOWATTS = 120;
    private static final double USUAL_FORCE = 1200;
    private static final double USUAL_CELSIUS = 80;
    private static final double USUAL_SPEED = 30;
    private static final double ENTRY_DENSITY = 2.3;
    private static final double LARGEST_DENSITY = 3.9;
    private static final double SOLID_DENSITY = 4.35;
    private static final double RESISTANCE = 1150;
    private static final double FOIL_MICROMETRES = 15;
    private static final double COATING_WEIGHT = 184;

    private final Supplier<StationView> place;
    private final Setpoints setpoints;
    private final Noise noise;
    private final MachineStatus status;
    private final Lag force = new Lag(0, 2);
    private final Lag speed = new Lag(0, 1.5);
    private final Lag upper = new Lag(USUAL_CELSIUS, 30);
    private final Lag lower = new Lag(USUAL_CELSIUS, 30);
    private final Lag bearing = new Lag(42, 120);
    private final Lag oil = new Lag(41, 150);

    /**
     * @param place what goes on at the calender
     * @param setpoints written by clients
     * @param seed of the noise
     * @param start what the clock says
     */
    public Calender(Supplier<StationView> place, Setpoints setpoints, long seed, Instant start) {
        this.place = place;
        this.setpoints = setpoints;
        this.noise = new Noise(seed);
        this.status = new MachineStatus(place.get(), SHEETS_PER_BATCH, FULL_KILOWATTS, start);
    }

    @Override
    public void advance(double seconds) {
        StationView now = place.get();
        force.follow(now.running() ? forceSetpoint() : 0, seconds);
        speed.follow(now.running() ? speedSetpoint() : 0, seconds);
        upper.follow(celsiusSetpoint() + 0.4, seconds);
        lower.follow(celsiusSetpoint() - 0.3, seconds);
        bearing.follow(30 + 0.25 * speed.value() + 0.006 * force.value(), seconds);
        oil.follow(32 + 0.009 * force.value(), seconds);
        status.advance(now, noise.positive(18 + torque() * speed.value() / 1200, 0.3), seconds);
    }

    @Override
    public Optional<SimulatedSignal> signal(ModelProperty property) {
        return status.signal(property).or(() -> Optional.ofNullable(own(property.name())));
    }

    @Override
    public String dataSource() {
        return "physical model: calender with exponential compaction";
    }

    private SimulatedSignal own(String name) {
        return switch (name) {
            case "lineForce" -> () -> noise.positive(force.value(), 2);
            case "lineForceSetpoint" -> this::forceSetpoint;
            case "rollGapLeft" -> () -> noise.positive(gap() + 0.4, 0.05);
            case "rollGapRight" -> () -> noise.positive(gap() - 0.4, 0.05);
            case "upperRollTemperature" -> () -> noise.on(upper.value(), 0.08);
            case "lowerRollTemperature" -> () -> noise.on(lower.value(), 0.08);
            case "rollTemperatureSetpoint" -> this::celsiusSetpoint;
            case "rollSpeed" -> () -> noise.positive(speed.value(), 0.03 * moving());
            case "rollSpeedSetpoint" -> this::speedSetpoint;
            case "driveTorque" -> () -> noise.positive(moving() * torque(), 12);
            case "driveCurrent" -> () -> noise.positive(4 + moving() * torque() / 55, 0.4);
            case "bearingVibration" -> () -> noise.positive(0.1 + 0.045 * speed.value(), 0.05);
            case "bearingTemperature" -> () -> noise.on(bearing.value(), 0.08);
            case "hydraulicPressure" -> () -> noise.positive(60 + 0.1 * force.value(), 0.6);
            case "oilTemperature" -> () -> noise.on(oil.value(), 0.06);
            case "entryTension" -> () -> noise.positive(180, 1.5);
            case "exitTension" -> () -> noise.positive(210 + 0.01 * force.value(), 1.6);
            case "entryThickness" -> () -> noise.positive(coating(ENTRY_DENSITY) + FOIL_MICROMETRES, 0.3);
            case "exitThickness" -> () -> noise.positive(exitThickness(), 0.25);
            case "coatingDensity" -> () -> noise.positive(density(), 0.006);
            case "porosity" -> () -> noise.positive(100 * (1 - density() / SOLID_DENSITY), 0.1);
            default -> null;
        };
    }

    private double forceSetpoint() {
        return setpoints.number("rolls", "lineForceSetpoint", USUAL_FORCE);
    }

    private double celsiusSetpoint() {
        return setpoints.number("rolls", "rollTemperatureSetpoint", USUAL_CELSIUS);
    }

    private double speedSetpoint() {
        return setpoints.number("drive", "rollSpeedSetpoint", USUAL_SPEED);
    }

    private double moving() {
        return speed.value() > 0.5 ? 1 : 0;
    }

    private double density() {
        double softening = 1 - 0.002 * ((upper.value() + lower.value()) / 2 - USUAL_CELSIUS);
        return LARGEST_DENSITY
                - (LARGEST_DENSITY - ENTRY_DENSITY) * Math.exp(-force.value() / (RESISTANCE * softening));
    }

    /** Thickness of the coating at a density, µm. */
    private double coating(double density) {
        double weight = COATING_WEIGHT * (1 + 0.01 * Noise.ofBatch(status.batchNumber(), "weight"));
        return weight / density;
    }

    private double exitThickness() {
        return coating(density()) + FOIL_MICROMETRES;
    }

    /** The rolls are set closer than the electrode comes out, because it springs back and the rolls flatten. */
    private double gap() {
        return exitThickness() - 0.006 * force.value();
    }

    private double torque() {
        return 350 + 2.4 * force.value();
    }
}
