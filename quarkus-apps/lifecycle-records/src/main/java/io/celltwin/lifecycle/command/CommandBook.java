package io.celltwin.lifecycle.command;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** Records who wanted what of a device, when, and what became of it, as its twin says. Used by one thread. */
@ApplicationScoped
public class CommandBook {
    private static final List<String> MEMBERS = List.of("by", "command", "property", "value", "status", "answer");

    private final RecordStore records;

    /** @param records where commands are recorded */
    @Inject
    public CommandBook(RecordStore records) {
        this.records = records;
    }

    /**
     * Takes what a twin says of the last command to its device. What is told again is the same record.
     *
     * @param thing id of the thing
     * @param command the command; one without a time is none
     * @param revision the twin's revision when it said so
     */
    public void seen(String thing, JsonObject command, long revision) {
        Optional<Instant> told =
                command.getValue("at").filter(JsonValue::isString).flatMap(value -> parse(value.asString()));
        if (told.isEmpty()) {
            return;
        }
        Instant at = told.get();
        Map<String, Object> content = new HashMap<>();
        content.put("revision", revision);
        MEMBERS.forEach(name -> command.getValue(name)
                .filter(value -> !value.isNull())
                .ifPresent(value -> content.put(name, plain(value))));
        records.append(new LifecycleRecord(
                thing + "/command/" + at + content.getOrDefault("property", ""),
                RecordType.COMMAND,
                thing,
                at,
                Set.of(),
                content));
    }

    private static Object plain(JsonValue value) {
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (value.isLong()) {
            return value.asLong();
        }
        if (value.isNumber()) {
            return value.asDouble();
        }
        return value.isString() ? value.asString() : value.toString();
    }

    private static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
