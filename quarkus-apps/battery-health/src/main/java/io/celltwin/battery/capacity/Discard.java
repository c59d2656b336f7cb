package io.celltwin.battery.capacity;

/** Why a discharge was not counted. A capacity is measured or absent, never guessed. */
public enum Discard {
    /** It ended before the battery was empty. */
    PARTIAL("it ended before the battery was empty, and no state of charge tells its share"),
    /** Samples are missing, or the clock jumped, for more charge than can be vouched for. */
    GAP("samples are missing or the battery's clock jumped while too much charge flowed"),
    /** The battery's clock went backwards. */
    CLOCK_BACKWARDS("the battery's clock went backwards"),
    /** The battery's clock runs in another unit than seconds. */
    CLOCK_UNIT("more charge flowed between two samples than can be: does the battery's clock count milliseconds?"),
    /** The current is far from what the battery can give. */
    CURRENT_UNIT("the current is more than the battery can give: are current and nominal capacity in A and Ah?"),
    /** The current read nothing while the battery was being discharged. */
    CURRENT_LOST("the current read zero for a time while the voltage went on falling"),
    /** The battery became empty without any current. */
    NO_CURRENT("the battery became empty while the current read almost nothing: "
            + "is its sensor dead, or are current and nominal capacity in different units?"),
    /** Charging reads negative. */
    SIGN_REVERSED("the battery became empty while the current said charging: is the sign of the current reversed?"),
    /** The state of charge moved without charge. */
    STATE_OF_CHARGE("the state of charge jumped without charge, so that its share of a full discharge is not known"),
    /** A cell's voltage stepped under an unchanged current. */
    VOLTAGE_STEP(
            "the voltage of the weakest cell stepped to another level under an unchanged current: is its sensor or its "
                    + "connection not sound, is a part of the record missing, or is it another battery?"),
    /** The current stepped, and the voltage did not answer. */
    CURRENT_STEP("the current stepped to another level while the voltage did not answer: "
            + "did its sensor change its sign, unit or offset?"),
    /** Another charge came out than had been put in. */
    UNBALANCED("another charge came out than had been put in since the battery was empty: "
            + "is the current sensor at the end of its range, or is its offset another one now?"),
    /** It was not seen from its beginning. */
    STARTED_LATE("it was not seen from the charged battery on"),
    /** Its standard error is too large. */
    UNCERTAIN("the samples are too sparse for its charge: the standard error is too large"),
    /** The result is not a capacity that the battery can have. */
    IMPLAUSIBLE(
            "the result is not a capacity that the battery can have: is its nominal capacity in Ah, and is it right?"),
    /** The battery became another one meanwhile. */
    EXCHANGED("the battery's serial number became another one meanwhile"),
    /** It was far from the battery's own trend, and the next one did not confirm it. */
    UNCONFIRMED("it was far from the battery's trend, and the next one did not confirm it");

    private final String sentence;

    Discard(String sentence) {
        this.sentence = sentence;
    }

    /** For people: "a discharge was not taken because ...". */
    public String sentence() {
        return sentence;
    }
}
