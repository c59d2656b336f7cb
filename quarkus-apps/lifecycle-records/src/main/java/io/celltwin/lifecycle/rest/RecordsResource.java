package io.celltwin.lifecycle.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.celltwin.lifecycle.access.RecordAccess;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordPage;
import io.celltwin.lifecycle.record.RecordPlace;
import io.celltwin.lifecycle.record.RecordQuery;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import io.celltwin.lifecycle.record.TakenAway;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.things.model.ThingId;

/** {@code GET /lifecycle/records}: the records by thing, time and type, newest first. */
@Path("/lifecycle/records")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"engineer", "service"})
public class RecordsResource {
    private final RecordStore records;
    private final TakenAway takenAway;
    private final CallerAccess access;

    @Inject
    RecordsResource(RecordStore records, TakenAway takenAway, CallerAccess access) {
        this.records = records;
        this.takenAway = takenAway;
        this.access = access;
    }

    /**
     * @param thing id of a thing; records about it or in which it takes part
     * @param from ISO-8601 time, inclusive
     * @param to ISO-8601 time, exclusive
     * @param type such as step, state, assembly or measurement, see {@link RecordType}
     * @param after the {@code next} of an answer before, to read on
     * @param limit how many at most, 1 to {@value RecordQuery#MOST}
     */
    @GET
    public Answer records(
            @QueryParam("thing") String thing,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("type") String type,
            @QueryParam("after") String after,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        Optional<String> id = given("thing", thing).map(text -> ThingId.of(text).toString());
        Optional<String> place = given("after", after);
        Optional<RecordType> wanted = given("type", type).map(RecordType::of);
        Optional<Instant> begin = given("from", from).map(text -> RequestTime.of("from", text));
        RecordPage page = records.find(new RecordQuery(
                id,
                wanted,
                begin,
                given("to", to).map(text -> RequestTime.of("to", text)),
                place.map(RecordPlace::of),
                number(limit)));
        return new Answer(
                access.show(
                        id.orElse(RecordAccess.ALL_RECORDS),
                        asked("thing", thing) + asked("type", type) + asked("from", from) + asked("to", to)
                                + asked("after", after) + "limit=" + limit,
                        page.records()),
                page.next().map(RecordPlace::text),
                Optional.of(takenAway.before(wanted.map(List::of).orElse(List.of(RecordType.values())), begin))
                        .filter(gone -> !gone.isEmpty()));
    }

    private static String asked(String name, String value) {
        return value == null ? "" : name + "=" + value + " ";
    }

    /** Whoever gives an empty one meant another: without it he would get the records of all things. */
    private static Optional<String> given(String name, String value) {
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be empty: give a value or leave it out.");
        }
        return Optional.ofNullable(value);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("limit must be 1 to " + RecordQuery.MOST + ".");
        }
    }

    /**
     * Some records.
     *
     * @param records newest first
     * @param next to be given as {@code after} for those behind them; absent if these were the last
     * @param takenAwayBefore by type: from before that time records may be missing, since they were taken away; absent if none were
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Answer(
            List<LifecycleRecord> records, Optional<String> next, Optional<Map<String, Instant>> takenAwayBefore) {}
}
