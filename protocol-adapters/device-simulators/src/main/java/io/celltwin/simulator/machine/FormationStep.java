package io.celltwin.simulator.machine;

/** The steps of the formation recipe, in order. */
enum FormationStep {
    REST("Rest"),
    PRECHARGE("Precharge"),
    CHARGE("Charge CC"),
    HOLD("Charge CV"),
    SETTLE("Settle"),
    DISCHARGE("Discharge"),
    RECOVER("Recover"),
    STORAGE_CHARGE("Storage charge"),
    DONE("Done");

    private final String text;

    FormationStep(String text) {
        this.text = text;
    }

    /** What the channel shows. */
    String text() {
        return text;
    }

    FormationStep next() {
        return values()[Math.min(ordinal() + 1, values().length - 1)];
    }
}
