package io.celltwin.simulator.battery;

import io.celltwin.model.ModelProperty;
import io.celltwin.simulator.device.Setpoints;
import io.celltwin.simulator.device.SimulatedProcess;
import io.celltwin.simulator.device.SimulatedSignal;
import io.celltwin.simulator.device.Speed;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The battery management system of a pack: shows what a {@link PackLife} does and counts its charge, as such systems do:
 * full when a charge ends, empty when a discharge ends, and with the last full discharge as the capacity in between. Its
 * counters of charge and energy begin anew when it is switched on.
 */
public final class PackBms implements SimulatedProcess {

    /** Of one cell when new, and so of the pack of cells in series, Ah. */
    public static final double NOMINAL_AMPERE_HOURS = 2.0;

    private static final String FEATURE = "bms";
    private static final int TEMPERATURE_SENSORS = 4;
    /** Where a counter of tenths of a second in 32 bits starts over: at 360 times the speed after two weeks. */
    private static final double COUNTER_SECONDS = 429_496_729.6;

    /** How often it samples its sensors, s of the battery's time: far more often than anybody reads it in fast motion. */
    private static final double SAMPLING_SECONDS = 5;

    private static final double SECONDS_PER_HOUR = 3600;
    private static final double BALANCING_FROM = 0.97;
    private static final Pattern NUMBERED = Pattern.compile("(cellVoltage|cellTemperature)(\\d+)");

    private final PackLife life;
    private final Setpoints setpoints;
    private final double speed;
    private PackReading reading;
    private double charge = 1;
    private double capacityAh;
    private double dischargedAh;
    private double totalDischargedAh;
    private double totalChargedAh;
    private double totalDischargedWh;
    private double totalChargedWh;

    /**
     * @param life what the pack does
     * @param setpoints current limits written by clients
     * @param speed how many seconds of the battery pass in one on the wall
     */
    public PackBms(PackLife life, Setpoints setpoints, double speed) {
        this.life = life;
        this.setpoints = setpoints;
        this.speed = speed;
        this.reading = life.reading();
        this.capacityAh = life.usableCapacityAh();
    }

    @Override
    public void advance(double seconds) {
        CurrentLimits limits = new CurrentLimits(
                limit("chargeCurrentLimit", CurrentLimits.USUAL.chargeA()),
                limit("dischargeCurrentLimit", CurrentLimits.USUAL.dischargeA()));
        double left = seconds * speed;
        while (left > 0) {
            PackReading before = reading;
            double step = Math.min(left, SAMPLING_SECONDS);
            life.advance(step, limits);
            reading = life.reading();
            count(before);
            left -= step;
        }
    }

    @Override
    public Optional<SimulatedSignal> signal(ModelProperty property) {
        Matcher numbered = NUMBERED.matcher(property.name());
        if (numbered.matches()) {
            return Optional.of(numbered(numbered.group(1), Integer.parseInt(numbered.group(2)) - 1));
        }
        return Optional.ofNullable(
                switch (property.name()) {
                    case "packVoltage" -> () -> reading.packVolts();
                    case "packCurrent" -> () -> reading.currentA();
                    case "packTemperature" -> () -> reading.hottestCelsius();
                    case "stateOfCharge" -> () -> charge * 100;
                    case "batteryState" -> () -> reading.state().text();
                    case "operatingTime" -> () -> reading.operatingSeconds() % COUNTER_SECONDS;
                    case "cycleCount" -> () -> reading.cycles();
                    case "nominalCapacity" -> () -> NOMINAL_AMPERE_HOURS;
                    case "dischargedCharge" -> () -> totalDischargedAh;
                    case "chargedCharge" -> () -> totalChargedAh;
                    case "dischargedEnergy" -> () -> totalDischargedWh;
                    case "chargedEnergy" -> () -> totalChargedWh;
                    case "insulationResistance" -> () -> 2.2e6;
                    case "contactorClosed" -> () -> true;
                    case "balancingActive" -> () -> reading.state() == BatteryState.CHARGE && charge > BALANCING_FROM;
                    case "firmwareVersion" -> () -> "4.2.1";
                    case "chargeCurrentLimit" -> () -> CurrentLimits.USUAL.chargeA();
                    case "dischargeCurrentLimit" -> () -> CurrentLimits.USUAL.dischargeA();
                    default -> null;
                });
    }

    @Override
    public String dataSource() {
        return life.dataSource() + Speed.told(speed);
    }

    /** What a restart needs to go on. */
    public PackProgress progress() {
        return life.progress();
    }

    private SimulatedSignal numbered(String kind, int index) {
        if (kind.equals("cellVoltage")) {
            return () -> reading.cellVolts()[Math.min(index, reading.cellVolts().length - 1)];
        }
        // A few sensors are spread evenly over the cells.
        return () -> reading.cellCelsius()[
                Math.min(index, TEMPERATURE_SENSORS - 1)
                        * (reading.cellCelsius().length - 1)
                        / (TEMPERATURE_SENSORS - 1)];
    }

    private void count(PackReading before) {
        double movedAh =
                reading.currentA() * (reading.operatingSeconds() - before.operatingSeconds()) / SECONDS_PER_HOUR;
        totalDischargedAh += Math.max(0, -movedAh);
        totalChargedAh += Math.max(0, movedAh);
        totalDischargedWh += Math.max(0, -movedAh) * reading.packVolts();
        totalChargedWh += Math.max(0, movedAh) * reading.packVolts();
        if (before.state() == BatteryState.DISCHARGE && reading.state() != BatteryState.DISCHARGE) {
            if (dischargedAh > 0.5 * capacityAh) {
                capacityAh = dischargedAh;
            }
            charge = 0;
            dischargedAh = 0;
        } else if (before.state() == BatteryState.CHARGE && reading.state() != BatteryState.CHARGE) {
            charge = 1;
        } else if (reading.state() != BatteryState.REST) {
            dischargedAh = Math.max(0, dischargedAh - movedAh);
            charge = Math.max(0, Math.min(1, charge + movedAh / capacityAh));
        }
    }

    private double limit(String property, double otherwise) {
        return setpoints.number(FEATURE, property, otherwise);
    }
}
