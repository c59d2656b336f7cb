package io.celltwin.battery.capacity;

import java.util.ArrayList;
import java.util.List;

/**
 * Charge by voltage of one charge at constant current: how much had been put in when the weakest cell passed each point of a grid
 * of {@value #GRID} V. Differences of it are what incremental capacity analysis looks at (Dubarry et al., J. Power Sources 219,
 * 2012). The first {@value #SETTLING} of the nominal capacity are left out, in which the voltage still settles, and the
 * constant-voltage phase is.
 *
 * @param current of the charge; A
 * @param first number of the first point of the grid that was passed
 * @param charges that had been put in at that point and at those after it; Ah
 */
public record ChargeCurve(double current, int first, List<Double> charges) {

    /** Distance of the points, V. */
    public static final double GRID = 0.025;

    static final ChargeCurve NONE = new ChargeCurve(0, 0, List.of());

    private static final double SETTLING = 0.02;
    /** A current that differs by more than this part is another one. */
    private static final double SAME_CURRENT = 0.1;

    private static final int MOST_POINTS = 200;

    /** Rejects charges that do not rise, or too many. */
    public ChargeCurve {
        charges = List.copyOf(charges);
        if (!(current >= 0 && Double.isFinite(current)) || first < 0 || charges.size() > MOST_POINTS) {
            throw new IllegalArgumentException("no curve of a charge begins so");
        }
        for (int i = 0; i < charges.size(); i++) {
            if (!(Double.isFinite(charges.get(i)) && (i == 0 || charges.get(i) >= charges.get(i - 1)))) {
                throw new IllegalArgumentException("the charge falls while the voltage rises");
            }
        }
    }

    /** Number of the last point that was passed. */
    public int last() {
        return first + charges.size() - 1;
    }

    /** What had been put in at a point; Ah. */
    public double at(int point) {
        return charges.get(point - first);
    }

    /**
     * Goes on by one sample.
     *
     * @param from what had been put in at the sample before; Ah
     * @param to what has been put in now; Ah
     */
    ChargeCurve next(BatterySample before, BatterySample now, double from, double to, double nominal) {
        double amperes = now.current();
        boolean higher = amperes > (1 + SAME_CURRENT) * current;
        ChargeCurve curve = higher ? new ChargeCurve(amperes, 0, List.of()) : this;
        if (higher
                || amperes < (1 - SAME_CURRENT) * current
                || to < SETTLING * nominal
                || before.lowestCellVoltage().isEmpty()
                || now.lowestCellVoltage().isEmpty()) {
            return curve;
        }
        double lower = before.lowestCellVoltage().getAsDouble();
        double upper = now.lowestCellVoltage().getAsDouble();
        for (int point = (int) Math.floor(lower / GRID) + 1; point <= upper / GRID; point++) {
            curve = curve.passed(point, from + (to - from) * (point * GRID - lower) / (upper - lower));
        }
        return curve;
    }

    private ChargeCurve passed(int point, double charge) {
        if (!charges.isEmpty() && point <= last()) {
            return this;
        }
        boolean goesOn = !charges.isEmpty() && point == last() + 1 && charges.size() < MOST_POINTS;
        List<Double> longer = goesOn ? new ArrayList<>(charges) : new ArrayList<>();
        longer.add(goesOn ? Math.max(charge, charges.get(charges.size() - 1)) : charge);
        return new ChargeCurve(current, goesOn ? first : point, longer);
    }
}
