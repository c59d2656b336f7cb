package io.celltwin.lifecycle.rest;

import io.celltwin.lifecycle.access.RecordAccess;
import io.celltwin.lifecycle.recall.Recall;
import io.celltwin.lifecycle.recall.RecallCriterion;
import io.celltwin.lifecycle.recall.RecallCsv;
import io.celltwin.lifecycle.recall.RecallPdf;
import io.celltwin.lifecycle.recall.RecallSearch;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.ditto.things.model.ThingId;

/** {@code GET /lifecycle/recall}: every pack that a lot, a machine's time or a value outside its window has to do with. */
@Path("/lifecycle/recall")
@RolesAllowed({"engineer", "service"})
public class RecallResource {
    private static final String WHAT =
            "Name either lot, or parameter with above or below and from and to, or machine with from and to.";

    private final RecallSearch search;
    private final CallerAccess access;
    private final SecurityIdentity caller;

    @Inject
    RecallResource(RecallSearch search, CallerAccess access, SecurityIdentity caller) {
        this.search = search;
        this.access = access;
        this.caller = caller;
    }

    /**
     * @param lot id of a material lot, or of another thing that went into packs
     * @param machine id of a machine
     * @param parameter name of a process value or measurement
     * @param above the most that is good
     * @param below the least that is good
     * @param from ISO-8601 time, inclusive
     * @param to ISO-8601 time, exclusive
     * @param format json, csv or pdf
     */
    @GET
    public Response recall(
            @QueryParam("lot") Optional<String> lot,
            @QueryParam("machine") Optional<String> machine,
            @QueryParam("parameter") Optional<String> parameter,
            @QueryParam("above") Optional<String> above,
            @QueryParam("below") Optional<String> below,
            @QueryParam("from") Optional<String> from,
            @QueryParam("to") Optional<String> to,
            @QueryParam("format") @DefaultValue("json") String format)
            throws IOException {
        if (!format.equals("json") && !format.equals("csv") && !format.equals("pdf")) {
            throw new IllegalArgumentException("format must be json, csv or pdf.");
        }
        RecallCriterion criterion = criterion(lot, machine, parameter, above, below, from, to);
        if (criterion instanceof RecallCriterion.Parameter) {
            access.requireCore(machine.orElse(RecordAccess.ALL_RECORDS), "recall of " + criterion.text());
        }
        Recall recall = search.recall(
                criterion, caller.getPrincipal().getName(), Clock.systemUTC().instant());
        return switch (format) {
            case "csv" -> file(RecallCsv.of(recall), "text/csv;charset=UTF-8", format);
            case "pdf" -> file(RecallPdf.of(recall), "application/pdf", format);
            default -> Response.ok(recall, MediaType.APPLICATION_JSON).build();
        };
    }

    private static Response file(Object entity, String type, String format) {
        return Response.ok(entity, type)
                .header("Content-Disposition", "attachment; filename=\"recall." + format + "\"")
                .build();
    }

    private static RecallCriterion criterion(
            Optional<String> lot,
            Optional<String> machine,
            Optional<String> parameter,
            Optional<String> above,
            Optional<String> below,
            Optional<String> from,
            Optional<String> to) {
        machine.ifPresent(ThingId::of);
        if (lot.isPresent()) {
            if (machine.isPresent() || parameter.isPresent() || from.isPresent() || to.isPresent()) {
                throw new IllegalArgumentException(WHAT);
            }
            ThingId.of(lot.get());
            return new RecallCriterion.Part(lot.get());
        }
        if (from.isEmpty() || to.isEmpty()) {
            throw new IllegalArgumentException(WHAT);
        }
        Instant begin = RequestTime.of("from", from.get());
        Instant end = RequestTime.of("to", to.get());
        if (!begin.isBefore(end)) {
            throw new IllegalArgumentException("from must be before to.");
        }
        if (parameter.isPresent()) {
            if (above.isEmpty() && below.isEmpty()) {
                throw new IllegalArgumentException("above or below must say where the window ends.");
            }
            return new RecallCriterion.Parameter(
                    RequestText.of("parameter", parameter.get()),
                    number("below", below),
                    number("above", above),
                    machine,
                    begin,
                    end);
        }
        if (above.isPresent() || below.isPresent()) {
            throw new IllegalArgumentException("parameter must name the value that was above or below.");
        }
        return new RecallCriterion.Machine(machine.orElseThrow(() -> new IllegalArgumentException(WHAT)), begin, end);
    }

    private static OptionalDouble number(String name, Optional<String> text) {
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double number = Double.parseDouble(text.get());
            if (Double.isFinite(number)) {
                return OptionalDouble.of(number);
            }
        } catch (NumberFormatException e) {
            // The message below says what would do.
        }
        throw new IllegalArgumentException(name + " must be a number.");
    }
}
