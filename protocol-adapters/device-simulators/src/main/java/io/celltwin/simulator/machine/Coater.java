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
 * A slot-die coater with a dryer of four zones.
 *
 * <p>The pump doses as much slurry as gap and web speed ask for; the wet film is 0.75 of the gap; weight and thickness of
 * the dry coating follow from solid content and density. The pressure in the die is that of a slit (flow times viscosity by
 * the cube of the gap). Residual moisture rises with the web speed and falls with the mean dryer temperature.
 */
public final class Coater implements SimulatedProcess {

    private static final int SHEETS_PER_BATCH = 1200;
    private static final double FULL_KILOWATTS = 180;
    private static final double USUAL_SPEED = 30;
    private static final double USUAL_GAP = 180;
    private static final double[] USUAL_ZONES = {90, 115, 125, 105};
    private static final double WET_PART_OF_GAP = 0.75;
    private static final double WEB_METRES = 0.6;
    private static final double SLURRY_DENSITY = 2.1;
    private static final double COATING_DENSITY = 2.3;
    private static final double LITRES_PER_TURN = 0.02;
    private static final double USUAL_VISCOSITY = 4500;
    private static final double USUAL_LITRES_PER_MINUTE = 2.43;
    private static final double HALL_CELSIUS = 23;

    private final Supplier<StationView> place;
    private final Setpoints setpoints;
    private final Noise noise;
    private final MachineStatus status;
    private final Lag webSpeed = new Lag(0, 1.5);
    private final Lag gap = new Lag(USUAL_GAP, 2);
    private final Lag[] zones = new Lag[USUAL_ZONES.length];
    private final Lag slurryCelsius = new Lag(25, 60);
    private double coatedMetres;
    private long batch;

    /**
     * @param place what goes on at the coater
     * @param setpoints written by clients
     * @param seed of the noise
     * @param start what the clock says
     */
    public Coater(Supplier<StationView> place, Setpoints setpoints, long seed, Instant start) {
        this.place = place;
        this.setpoints = setpoints;
        this.noise = new Noise(seed);
        this.status = new MachineStatus(place.get(), SHEETS_PER_BATCH, FULL_KILOWATTS, start);
        for (int i = 0; i < zones.length; i++) {
            // The dryer was heated up before the line started.
            zones[i] = new Lag(USUAL_ZONES[i], 20);
        }
    }

    @Override
    public void advance(double seconds) {
        StationView now = place.get();
        webSpeed.follow(now.running() ? speedSetpoint() : 0, seconds);
        gap.follow(gapSetpoint(), seconds);
        slurryCelsius.follow(25 + Noise.ofBatch(status.batchNumber(), "slurry"), seconds);
        for (int i = 0; i < zones.length; i++) {
            // Evaporation cools the zones in which most of the solvent leaves.
            zones[i].follow(zoneSetpoint(i) - 1.2 * webSpeed.value() / USUAL_SPEED, seconds);
        }
        status.advance(now, noise.positive(kilowatts(), 0.4), seconds);
        if (batch != status.batchNumber()) {
            batch = status.batchNumber();
            coatedMetres = 0;
        }
        coatedMetres += webSpeed.value() * seconds / 60;
    }

    @Override
    public Optional<SimulatedSignal> signal(ModelProperty property) {
        return status.signal(property).or(() -> Optional.ofNullable(own(property.name())));
    }

    @Override
    public String dataSource() {
        return "physical model: slot-die coater with convection dryer";
    }

    private SimulatedSignal own(String name) {
        return switch (name) {
            case "webSpeed" -> () -> noise.positive(webSpeed.value(), 0.03 * moving());
            case "webSpeedSetpoint" -> this::speedSetpoint;
            case "unwindTension" -> () -> noise.positive(140 + 4 * Noise.ofBatch(batch, "foil"), 1.2);
            case "rewindTension" -> () -> noise.positive(160 + 0.1 * webSpeed.value(), 1.4);
            case "webEdgeOffset" -> () -> noise.on(0.1, 0.12 * moving());
            case "coatedLength" -> () -> coatedMetres;
            case "slurryTemperature" -> () -> noise.on(slurryCelsius.value(), 0.05);
            case "slurryViscosity" -> () -> noise.positive(viscosity(), 12);
            case "slurrySolids" -> () -> noise.on(solidsPercent(), 0.02);
            case "slurryTankLevel" -> () -> 90 - 55 * status.station().progress();
            case "slurryLot" -> () -> "SL-" + (10_000 + batch);
            case "pumpSpeed" -> () -> noise.positive(litresPerMinute() / LITRES_PER_TURN, 0.3 * moving());
            case "pumpCurrent" -> () -> noise.positive(moving() * (2.5 + 0.9 * diePressure()), 0.05);
            case "pumpVibration" ->
                () -> noise.positive(0.1 + moving() * (1.1 + 0.006 * litresPerMinute() / LITRES_PER_TURN), 0.06);
            case "diePressure" -> () -> noise.positive(diePressure(), 0.012);
            case "dieTemperature" -> () -> noise.on(slurryCelsius.value() + 0.4, 0.05);
            case "dieGap" -> () -> noise.positive(gap.value(), 0.15);
            case "dieGapSetpoint" -> this::gapSetpoint;
            case "airFlow" -> () -> noise.positive(6000, 25);
            case "solventConcentration" -> () -> noise.positive(solventPercent(), 0.1);
            case "coatingWeight" -> () -> noise.positive(moving() * coatingWeight(), 0.6 * moving());
            case "coatingThickness" ->
                () -> noise.positive(moving() * coatingWeight() / COATING_DENSITY, 0.4 * moving());
            case "residualMoisture" -> () -> noise.positive(moving() * residualMoisture(), 4);
            case "zone1Temperature" -> () -> noise.on(zones[0].value(), 0.08);
            case "zone2Temperature" -> () -> noise.on(zones[1].value(), 0.08);
            case "zone3Temperature" -> () -> noise.on(zones[2].value(), 0.08);
            case "zone4Temperature" -> () -> noise.on(zones[3].value(), 0.08);
            case "zone1Setpoint" -> () -> zoneSetpoint(0);
            case "zone2Setpoint" -> () -> zoneSetpoint(1);
            case "zone3Setpoint" -> () -> zoneSetpoint(2);
            case "zone4Setpoint" -> () -> zoneSetpoint(3);
            default -> null;
        };
    }

    private double speedSetpoint() {
        return setpoints.number("web", "webSpeedSetpoint", USUAL_SPEED);
    }

    private double gapSetpoint() {
        return setpoints.number("slotDie", "dieGapSetpoint", USUAL_GAP);
    }

    private double zoneSetpoint(int index) {
        return setpoints.number("dryer", "zone" + (index + 1) + "Setpoint", USUAL_ZONES[index]);
    }

    /** 1 while the web runs, 0 when it stands. */
    private double moving() {
        return webSpeed.value() > 0.5 ? 1 : 0;
    }

    private double viscosity() {
        return USUAL_VISCOSITY
                * (1 + 0.05 * Noise.ofBatch(batch, "viscosity"))
                * Math.exp(-0.02 * (slurryCelsius.value() - 25));
    }

    private double solidsPercent() {
        return 65 + 0.3 * Noise.ofBatch(batch, "solids");
    }

    private double litresPerMinute() {
        return WET_PART_OF_GAP * gap.value() * 1e-6 * WEB_METRES * webSpeed.value() * 1000;
    }

    private double diePressure() {
        return 3.2
                * litresPerMinute()
                / USUAL_LITRES_PER_MINUTE
                * viscosity()
                / USUAL_VISCOSITY
                * Math.pow(USUAL_GAP / gap.value(), 3);
    }

    /** Of the dry coating, g/m²: 1 µm of a slurry of 1 g/cm³ weighs 1 g/m². */
    private double coatingWeight() {
        return WET_PART_OF_GAP * gap.value() * SLURRY_DENSITY * solidsPercent() / 100;
    }

    private double solventPercent() {
        return 12 * litresPerMinute() / USUAL_LITRES_PER_MINUTE;
    }

    private double residualMoisture() {
        return 350 * Math.pow(webSpeed.value() / USUAL_SPEED, 1.5) * Math.exp((107.5 - meanZoneCelsius()) / 12);
    }

    private double meanZoneCelsius() {
        double sum = 0;
        for (Lag zone : zones) {
            sum += zone.value();
        }
        return sum / zones.length;
    }

    private double kilowatts() {
        return 12 + 1.1 * (meanZoneCelsius() - HALL_CELSIUS) + 1.2 * webSpeed.value();
    }
}
