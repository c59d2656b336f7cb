package io.celltwin.simulator.battery;

/** What a pack does, in the words of the twin's {@code cell:BatteryState}. */
public enum BatteryState {
    CHARGE("Charge"),
    DISCHARGE("Discharge"),
    REST("Rest");

    private final String text;

    BatteryState(String text) {
        this.text = text;
    }

    /** The word in the twin. */
    public String text() {
        return text;
    }
}
