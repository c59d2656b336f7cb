package io.celltwin.lifecycle.rest;

import io.celltwin.lifecycle.genealogy.ReportedStates;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.state.LifecycleState;
import io.celltwin.lifecycle.state.StateChange;
import io.quarkus.resteasy.reactive.jackson.CustomDeserialization;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.things.model.ThingId;

/** {@code POST /lifecycle/things/{thing}/states}: a plant system or a person says what became of a batch or pack. */
@Path("/lifecycle/things/{thing}/states")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"engineer", "service"})
public class StatesResource {
    private static final int MOST_BATCHES = 1_000;

    private final ReportedStates reports;
    private final SecurityIdentity caller;

    @Inject
    StatesResource(ReportedStates reports, SecurityIdentity caller) {
        this.reports = reports;
        this.caller = caller;
    }

    /** @return the record of the state that the thing is in now */
    @POST
    @CustomDeserialization(StrictJson.class)
    public LifecycleRecord reach(@PathParam("thing") String thing, Reached reached) {
        if (reached == null || reached.state() == null) {
            throw new IllegalArgumentException("The body must name a state, such as {\"state\":\"packed\"}.");
        }
        LifecycleState state = LifecycleState.of(reached.state());
        Instant now = Clock.systemUTC().instant();
        Instant at = reached.at().orElse(now);
        RequestTime.past("at", at, now);
        Set<String> batches = reached.batches().orElse(Set.of());
        if (batches.size() > MOST_BATCHES) {
            throw new IllegalArgumentException("A pack is built from at most " + MOST_BATCHES + " batches.");
        }
        ThingId.of(thing);
        batches.forEach(ThingId::of);
        return reports.take(
                StateChange.said(thing, state, at, caller.getPrincipal().getName(), batches));
    }

    /**
     * What was reached.
     *
     * @param state made, formed, graded, packed, in service, second life, scrapped or recycled
     * @param at when, ISO-8601; now if absent
     * @param batches thing ids of the cell batches built into a pack
     */
    public record Reached(String state, Optional<Instant> at, Optional<Set<String>> batches) {
        /** Takes an absent field as empty. */
        public Reached {
            at = at == null ? Optional.empty() : at;
            batches = batches == null ? Optional.empty() : batches;
        }
    }
}
