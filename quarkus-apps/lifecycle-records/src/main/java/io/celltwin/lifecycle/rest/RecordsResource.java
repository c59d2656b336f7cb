package io.celltwin.lifecycle.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordPage;
import io.celltwin.lifecycle.record.RecordPlace;
import io.celltwin.lifecycle.record.RecordQuery;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.RecordType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** {@code GET /lifecycle/records}: the records by thing, time and type, newest first. */
@Path("/lifecycle/records")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"engineer", "service"})
public class RecordsResource {
    private final RecordStore records;

    @Inject
    RecordsResource(RecordStore records) {
        this.records = records;
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
            @QueryParam("thing") Optional<String> thing,
            @QueryParam("from") Optional<String> from,
            @QueryParam("to") Optional<String> to,
            @QueryParam("type") Optional<String> type,
            @QueryParam("after") Optional<String> after,
            @QueryParam("limit") @DefaultValue("100") String limit) {
        RecordPage page = records.find(new RecordQuery(
                thing,
                type.map(RecordType::of),
                from.map(text -> RequestTime.of("from", text)),
                to.map(text -> RequestTime.of("to", text)),
                after.map(RecordPlace::of),
                number(limit)));
        return new Answer(page.records(), page.next().map(RecordPlace::text));
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
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Answer(List<LifecycleRecord> records, Optional<String> next) {}
}
