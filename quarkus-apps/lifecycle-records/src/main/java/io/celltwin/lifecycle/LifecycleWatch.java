package io.celltwin.lifecycle;

import io.celltwin.lifecycle.alarm.AlarmBook;
import io.celltwin.lifecycle.command.CommandBook;
import io.celltwin.lifecycle.evidence.RecordLogKeeper;
import io.celltwin.lifecycle.evidence.RetentionByType;
import io.celltwin.lifecycle.record.RecordWriter;
import io.celltwin.lifecycle.step.StepWatch;
import io.celltwin.lifecycle.twin.Twins;
import io.celltwin.model.ThingModel;
import io.celltwin.twin.config.DittoConfig;
import io.celltwin.twin.config.DittoConfig.Changes;
import io.celltwin.twin.subscription.Subscription;
import io.celltwin.twin.subscription.TwinListener;
import io.celltwin.twin.values.TwinChange;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** The way in: every change of every twin, handed to those who record steps and alarms. */
@ApplicationScoped
class LifecycleWatch implements TwinListener {
    private static final String LAST_COMMAND = "/features/connection/properties/lastCommand";
    private static final String ACTIVE_ALARMS = "/features/alarms/properties/active";

    private final Twins twins;
    private final RecordWriter writer;
    private final RecordLogKeeper log;
    private final RetentionByType retention;
    private final StepWatch steps;
    private final AlarmBook alarms;
    private final CommandBook commands;
    private final DittoConfig dittoConfig;
    private volatile Subscription subscription;

    @Inject
    LifecycleWatch(
            Twins twins,
            RecordWriter writer,
            RecordLogKeeper log,
            RetentionByType retention,
            StepWatch steps,
            AlarmBook alarms,
            CommandBook commands,
            DittoConfig dittoConfig) {
        this.twins = twins;
        this.writer = writer;
        this.log = log;
        this.retention = retention;
        this.steps = steps;
        this.alarms = alarms;
        this.commands = commands;
        this.dittoConfig = dittoConfig;
    }

    /** The twins are watched once the database has answered; until then the writer tries again. */
    void start(@Observes StartupEvent event) {
        writer.add("The record database", () -> {
            log.start();
            retention.start();
            if (dittoConfig.changes() == Changes.WEBSOCKET) {
                steps.keepCheckpoints();
            }
            subscription = twins.watch(this);
        });
    }

    /** While database and twin service still answer: what was told before is recorded before others go on. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        Subscription running = subscription;
        if (running != null) {
            running.close();
        }
        steps.stop();
        writer.stop();
        retention.stop();
        log.stop();
    }

    @Override
    public void released(String thing) {
        steps.release(thing);
        writer.add("The alarms of " + thing, () -> alarms.forget(thing));
    }

    @Override
    public boolean settled() {
        return writer.settled();
    }

    @Override
    public Optional<String> checkpoint(String thing) {
        return steps.checkpoint(thing);
    }

    @Override
    public void resumed(String thing, Optional<ThingModel> model, String checkpoint) {
        steps.resume(thing, checkpoint);
    }

    @Override
    public void changed(TwinChange change) {
        steps.changed(change);
        change.patch()
                .getValue(LAST_COMMAND)
                .filter(value -> value.isObject() && !value.isNull())
                .ifPresent(value -> writer.add(
                        "A command to " + change.thingId(),
                        () -> commands.seen(change.thingId(), value.asObject(), change.revision())));
        JsonObject active = change.patch()
                .getValue(ACTIVE_ALARMS)
                .filter(JsonValue::isObject)
                .map(JsonValue::asObject)
                .orElseGet(JsonObject::empty);
        boolean complete = change.snapshot() || change.deleted();
        if (complete || !active.isEmpty()) {
            String thing = change.thingId();
            writer.add(
                    "The alarms of " + thing,
                    () -> alarms.seen(thing, active, complete, change.revision(), change.timestamp()));
        }
    }
}
