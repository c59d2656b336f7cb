package io.celltwin.battery.safety;

import java.util.Locale;

/**
 * What is watched, with the values from which on it is a caution, a warning and critical. Where a standard sets a limit it is
 * named; the others were chosen so that no recorded normal cycle comes near them, and are round.
 */
public enum SafetyIndicator {
    /** A cell below the median by more than cells of one pack differ at that state of charge; V beyond the allowance. */
    CELL_LOW("A cell's voltage is below the others", "V", 0.03, 0.15, 0.5),
    /** A cell above the median; V beyond the allowance. */
    CELL_HIGH("A cell's voltage is above the others", "V", 0.05, 0.2, 0.5),
    /** Highest minus lowest cell voltage; V beyond twice the allowance. */
    CELL_SPREAD("The cells' voltages are far apart", "V", 0.05, 0.25, 0.8),
    /** Highest cell voltage above what its chemistry allows; V above the limit. */
    OVERVOLTAGE("A cell is overcharged", "V", 0.05, 0.15, 0.4),
    /** Lowest cell voltage below where copper dissolves; V below 2.0 V, 1.5 V for LFP. */
    UNDERVOLTAGE("A cell is deeply discharged", "V", 0.05, 0.5, 1),
    /** Hottest cell; °C. Separators shrink from 90 °C on; UN 38.3 and IEC 62619 test up to 75 °C. */
    TEMPERATURE("A cell is hot", "°C", 58, 65, 80),
    /** Fastest warming; K/min. 60 K/min is the beginning of thermal runaway in GB 38031 and UN GTR 20 (1 °C/s). */
    TEMPERATURE_RATE("A cell warms fast", "K/min", 2.5, 8, 60),
    /** Hottest minus coldest sensor; K. */
    TEMPERATURE_SPREAD("The cells' temperatures are far apart", "K", 10, 20, 35),
    /** How many times too small the insulation resistance is: 500 ohm/V (ISO 6469-3) is 1, 100 ohm/V (UN R100) is 5. */
    INSULATION("The insulation is weak", "times", 1, 5, 20),
    /** How fast a cell at rest loses voltage against the others; mV/h. */
    SELF_DISCHARGE("A cell at rest discharges itself", "mV/h", 8, 25, 100),
    /** Current through an internal short that would explain that loss, as a multiple of C/1000. */
    INTERNAL_SHORT("A cell seems to have an internal short", "mC", 8, 30, 150),
    /** A cell's resistance over the median of the others. */
    RESISTANCE("A cell's resistance is above the others", "times", 1.6, 2.2, 4),
    /** Charging current over what plates no lithium at this temperature. */
    LITHIUM_PLATING("The battery is charged too fast for its temperature", "times", 1.3, 2.5, 6),
    /** Current through a contactor that says that it is open; multiples of C/20. */
    CONTACTOR("A current flows through an open contactor", "times", 1, 3, 20),
    /** Current over the management system's own limit. */
    CURRENT_LIMIT("The current is beyond its limit", "times", 1.1, 1.3, 2),
    /** Pack voltage against the sum of the cells, by cell; V. */
    VOLTAGE_SUM("The pack's voltage is not the sum of its cells", "V", 0.06, 0.15, 0.5),
    /** Sensors of cells and temperatures that told what can be and no longer do; never more than a caution. */
    SENSOR("Sensors tell what cannot be", "sensors", 1, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    private final String sentence;
    private final String unit;
    private final double caution;
    private final double warning;
    private final double critical;

    SafetyIndicator(String sentence, String unit, double caution, double warning, double critical) {
        this.sentence = sentence;
        this.unit = unit;
        this.caution = caution;
        this.warning = warning;
        this.critical = critical;
    }

    SafetyLevel grade(double value) {
        if (value >= critical) {
            return SafetyLevel.CRITICAL;
        }
        if (value >= warning) {
            return SafetyLevel.WARNING;
        }
        return value >= caution ? SafetyLevel.CAUTION : SafetyLevel.NORMAL;
    }

    double limit(SafetyLevel level) {
        return switch (level) {
            case CRITICAL -> critical;
            case WARNING -> warning;
            case CAUTION, NORMAL -> caution;
        };
    }

    String sentence() {
        return sentence;
    }

    String unit() {
        return unit;
    }

    /** As it stands in the twin. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
