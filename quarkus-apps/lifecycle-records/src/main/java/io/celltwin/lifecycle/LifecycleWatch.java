package io.celltwin.lifecycle;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

import io.celltwin.lifecycle.alarm.AlarmBook;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.step.StepWatch;
import io.celltwin.lifecycle.twin.Twins;
import io.celltwin.twin.TwinChange;
import io.celltwin.twin.TwinListener;
import io.quarkus.runtime.StartupEvent;

/** The way in: every change of every twin, handed to those who record steps and alarms. */
@ApplicationScoped
class LifecycleWatch implements TwinListener {
    private static final String ACTIVE_ALARMS = "/features/alarms/properties/active";

    private final Twins twins;
    private final RecordWriter writer;
    private final RecordStore records;
    private final StepWatch steps;
    private final AlarmBook alarms;

    @Inject
    LifecycleWatch(Twins twins, RecordWriter writer, RecordStore records, StepWatch steps, AlarmBook alarms) {
        this.twins = twins;
        this.writer = writer;
        this.records = records;
        this.steps = steps;
        this.alarms = alarms;
    }

    /** The twins are watched once the database has answered; until then the writer tries again. */
    void start(@Observes StartupEvent event) {
        writer.add("The record database", () -> {
            records.prepare();
            steps.resume();
            twins.watch(this);
        });
    }

    @Override
    public void changed(TwinChange change) {
        steps.changed(change);
        JsonObject active = change.patch()
                .getValue(ACTIVE_ALARMS)
                .filter(JsonValue::isObject)
                .map(JsonValue::asObject)
                .orElseGet(JsonObject::empty);
        boolean complete = change.snapshot() || change.deleted();
        if (complete || !active.isEmpty()) {
            String thing = change.thingId();
            Instant at = change.timestamp();
            writer.add("The alarms of " + thing, () -> alarms.seen(thing, active, complete, at));
        }
    }
}
