package io.celltwin.lifecycle.alarm;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.ditto.json.JsonObject;

/**
 * An alarm that is raised, as the records tell of it.
 *
 * @param since since when
 * @param handled what people have said of it: as the twin has it, without what is null
 */
record StandingAlarm(Instant since, Map<Handling, JsonObject> handled) {

    static StandingAlarm raised(Instant since) {
        return new StandingAlarm(since, new EnumMap<>(Handling.class));
    }
}
