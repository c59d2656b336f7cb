package io.celltwin.simulator.batch;

/** The states of a machine that the line uses, named as in PackML (ISA-TR88.00.02). */
public enum MachineState {
    IDLE("Idle", 4),
    STARTING("Starting", 3),
    EXECUTE("Execute", 6),
    COMPLETING("Completing", 16);

    private final String text;
    private final int number;

    MachineState(String text, int number) {
        this.text = text;
        this.number = number;
    }

    /** The state's name. */
    public String text() {
        return text;
    }

    /** The state's number in PackTags. */
    public int number() {
        return number;
    }
}
