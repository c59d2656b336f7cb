package io.celltwin.battery.safety;

import io.celltwin.twin.values.KnownValues;
import io.celltwin.twin.values.TwinChange;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;

/** Watches the safety of one battery: from the changes of its twin to what is written into it. */
public final class PackSafety {

    private final SafetyModel model;
    private final SafetyMonitor monitor;
    private boolean alarm;

    /**
     * @param state where the watching stands; {@link SafetyState#NEW} to begin
     */
    PackSafety(SafetyModel model, SafetyState state) {
        this.model = model;
        this.monitor = new SafetyMonitor(state);
        this.alarm = state.level()
                .map(level -> level.compareTo(SafetyLevel.WARNING) >= 0)
                .orElse(false);
    }

    /** Begins to watch a battery. */
    public static PackSafety begin(SafetyModel model) {
        return new PackSafety(model, SafetyState.NEW);
    }

    /** Goes on with a battery that another replica watched. */
    public static PackSafety of(SafetyModel model, SafetyState state) {
        return new PackSafety(model, state);
    }

    /** Everything that a replica needs to go on. */
    public SafetyState state() {
        return monitor.state();
    }

    /**
     * Takes the battery's next change.
     *
     * @param known with the change in it
     * @return what to merge into its twin, if its safety became another
     */
    public Optional<JsonObject> next(TwinChange change, KnownValues known) {
        return model.read(change, known)
                .flatMap(reading -> monitor.next(reading, change.timestamp()))
                .map(assessment -> {
                    JsonObject patch = SafetyFeature.patch(assessment, alarm, change.timestamp());
                    alarm = SafetyFeature.isAlarm(assessment);
                    return patch;
                });
    }
}
