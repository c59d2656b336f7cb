package io.celltwin.battery.capacity;

import java.util.Locale;

/** From what a capacity was found; each kind has an error of its own that measuring again does not take away. */
public enum CapacitySource {
    /** A discharge that was seen from the charged battery to the empty one. */
    FULL_DISCHARGE,
    /** One from a state of charge to the empty battery. */
    DISCHARGE_TO_EMPTY,
    /** A discharge between two states of charge. */
    PARTIAL_DISCHARGE,
    /** A charge between two states of charge. */
    PARTIAL_CHARGE,
    /** The charge between two voltages while charging, against that when the capacity was known. */
    VOLTAGE_WINDOW;

    /** Whether it is as good as the management system's own idea of the capacity. */
    public boolean byStateOfCharge() {
        return this == DISCHARGE_TO_EMPTY || this == PARTIAL_DISCHARGE || this == PARTIAL_CHARGE;
    }

    /** Whether it was found from a charge. */
    public boolean charging() {
        return this == PARTIAL_CHARGE || this == VOLTAGE_WINDOW;
    }

    /** Whether the battery was found empty by its voltage, which it is earlier in the cold. */
    public boolean toEmpty() {
        return this == FULL_DISCHARGE || this == DISCHARGE_TO_EMPTY;
    }

    /** For people. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
