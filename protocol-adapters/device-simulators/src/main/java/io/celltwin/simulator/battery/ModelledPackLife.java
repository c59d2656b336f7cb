package io.celltwin.simulator.battery;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A pack of cells in series that is discharged at constant current until its weakest cell is empty, rests, is charged at
 * constant current and then constant voltage of its fullest cell, and rests: again and again, ageing with every cycle.
 */
public final class ModelledPackLife implements PackLife {

    /** Discharging current, A: one hour for a new cell. */
    public static final double DISCHARGE_AMPERES = 2;
    /** Charging current of the constant-current phase, A. */
    public static final double CHARGE_AMPERES = 1.5;
    /** Charging ends when the current at constant voltage has fallen to this, A. */
    public static final double CUT_OFF_AMPERES = 0.1;

    private static final double REST_SECONDS = 900;
    private static final double LONGEST_STEP = 5;
    private static final double SECONDS_PER_HOUR = 3600;
    private static final double AMBIENT_CELSIUS = 24;
    private static final double CAPACITY_SPREAD = 0.008;
    private static final double RESISTANCE_SPREAD = 0.03;

    private enum Phase {
        DISCHARGE(BatteryState.DISCHARGE),
        REST_EMPTY(BatteryState.REST),
        CHARGE(BatteryState.CHARGE),
        REST_FULL(BatteryState.REST);

        private final BatteryState state;

        Phase(BatteryState state) {
            this.state = state;
        }
    }

    private final CapacityFade fade;
    private final long seed;
    private final List<EquivalentCircuitCell> cells;
    private Phase phase = Phase.DISCHARGE;
    private double phaseSeconds;
    private double currentA;
    private int cycles;
    private double operatingSeconds;

    /**
     * A full pack at the start of a discharge.
     *
     * @param cellsInSeries at least 1
     * @param fade its ageing
     * @param seed decides the spread of its cells
     * @param progress how old it is
     */
    public ModelledPackLife(int cellsInSeries, CapacityFade fade, long seed, PackProgress progress) {
        this.fade = fade;
        this.seed = seed;
        this.cycles = progress.cycles();
        this.operatingSeconds = progress.operatingSeconds();
        SplittableRandom random = new SplittableRandom(seed);
        this.cells = new ArrayList<>(cellsInSeries);
        for (int i = 0; i < cellsInSeries; i++) {
            CellParameters parameters = CellParameters.cylindrical2Ah()
                    .vary(
                            1 + CAPACITY_SPREAD * random.nextDouble(-1, 1),
                            1 + RESISTANCE_SPREAD * random.nextDouble(-1, 1));
            cells.add(new EquivalentCircuitCell(parameters, 1, AMBIENT_CELSIUS));
        }
        age();
    }

    @Override
    public void advance(double batterySeconds, CurrentLimits limits) {
        double left = batterySeconds;
        while (left > 0) {
            double step = Math.min(left, LONGEST_STEP);
            step(step, limits);
            left -= step;
        }
    }

    @Override
    public PackReading reading() {
        return new PackReading(
                phase.state,
                currentA,
                cells.stream().mapToDouble(EquivalentCircuitCell::volts).toArray(),
                cells.stream().mapToDouble(EquivalentCircuitCell::celsius).toArray(),
                cycles,
                operatingSeconds);
    }

    @Override
    public double usableCapacityAh() {
        ModelledPackLife trial = new ModelledPackLife(cells.size(), fade, seed, new PackProgress(cycles, 0));
        double givenAh = 0;
        while (trial.phase == Phase.DISCHARGE) {
            trial.step(LONGEST_STEP, CurrentLimits.USUAL);
            givenAh -= trial.currentA * LONGEST_STEP / SECONDS_PER_HOUR;
        }
        return givenAh;
    }

    @Override
    public PackProgress progress() {
        return new PackProgress(cycles, operatingSeconds);
    }

    @Override
    public String dataSource() {
        return "physical model: " + cells.size() + " equivalent-circuit cells of 2 Ah with ageing";
    }

    /** The cells' present capacity, Ah: that of the weakest. */
    public double capacityAh() {
        return cells.stream()
                .mapToDouble(EquivalentCircuitCell::capacityAh)
                .min()
                .orElseThrow();
    }

    private void step(double seconds, CurrentLimits limits) {
        double wanted = switch (phase) {
            case DISCHARGE -> -Math.min(DISCHARGE_AMPERES, limits.dischargeA());
            case CHARGE -> Math.min(CHARGE_AMPERES, limits.chargeA());
            case REST_EMPTY, REST_FULL -> 0;
        };
        currentA = switch (phase) {
            case DISCHARGE -> Math.min(0, Math.max(wanted, highest(CellParameters.EMPTY_VOLTS, seconds)));
            case CHARGE -> Math.max(0, Math.min(wanted, lowest(CellParameters.FULL_VOLTS, seconds)));
            case REST_EMPTY, REST_FULL -> 0;
        };
        for (EquivalentCircuitCell cell : cells) {
            cell.step(currentA, seconds, AMBIENT_CELSIUS);
        }
        operatingSeconds += seconds;
        phaseSeconds += seconds;
        if (phaseIsOver(wanted)) {
            enterNextPhase();
        }
    }

    /** The current that brings the first of the discharging cells to a voltage. */
    private double highest(double volts, double seconds) {
        return cells.stream()
                .mapToDouble(cell -> cell.currentFor(volts, seconds))
                .max()
                .orElseThrow();
    }

    /** The current that brings the first of the charging cells to a voltage. */
    private double lowest(double volts, double seconds) {
        return cells.stream()
                .mapToDouble(cell -> cell.currentFor(volts, seconds))
                .min()
                .orElseThrow();
    }

    private boolean phaseIsOver(double wanted) {
        return switch (phase) {
            case DISCHARGE -> currentA > wanted;
            case CHARGE -> currentA < Math.min(wanted, CUT_OFF_AMPERES);
            case REST_EMPTY, REST_FULL -> phaseSeconds >= REST_SECONDS;
        };
    }

    private void enterNextPhase() {
        if (phase == Phase.DISCHARGE) {
            cycles++;
        } else if (phase == Phase.REST_EMPTY) {
            // While the cells are empty, so that no charge is lost where a smaller cell would be over-full.
            age();
        }
        phase = Phase.values()[(phase.ordinal() + 1) % Phase.values().length];
        phaseSeconds = 0;
    }

    private void age() {
        for (EquivalentCircuitCell cell : cells) {
            cell.age(fade.capacity(cycles), fade.resistance(cycles));
        }
    }
}
