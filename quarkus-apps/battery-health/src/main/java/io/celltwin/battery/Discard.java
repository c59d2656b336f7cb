package io.celltwin.battery;

/** Why a discharge was not counted. A capacity is measured or absent, never guessed. */
public enum Discard {
    /** It ended before the battery was empty. */
    PARTIAL,
    /** Samples are missing for longer than the charge can be vouched for. */
    GAP,
    /** The battery's clock went backwards. */
    CLOCK_BACKWARDS,
    /** The result is not a capacity that the battery can have. */
    IMPLAUSIBLE
}
