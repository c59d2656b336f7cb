package io.celltwin.battery.safety;

import java.util.Locale;

/** How dangerous a battery is. */
public enum SafetyLevel {
    /** Nothing points to danger. */
    NORMAL(0),
    /** Look at it at the next occasion. */
    CAUTION(0.3),
    /** Stop using it and look at it now. */
    WARNING(0.6),
    /** Thermal runaway may follow, or has begun: leave it alone and keep away. */
    CRITICAL(1);

    private final double risk;

    SafetyLevel(double risk) {
        this.risk = risk;
    }

    /** The level as an index from 0 to 1; it is no probability. */
    public double risk() {
        return risk;
    }

    /** As it stands in the twin. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
