package io.celltwin.lifecycle.rest;

import io.celltwin.lifecycle.event.EventBook;
import io.celltwin.lifecycle.event.LifeEvent;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.record.RecordType;
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
import org.eclipse.ditto.things.model.ThingId;

/** {@code POST /lifecycle/things/{thing}/events}: a plant system or a person says that something was maintained, served or delivered. */
@Path("/lifecycle/things/{thing}/events")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"engineer", "service"})
public class EventsResource {
    private final EventBook events;
    private final SecurityIdentity caller;

    @Inject
    EventsResource(EventBook events, SecurityIdentity caller) {
        this.events = events;
        this.caller = caller;
    }

    /** @return the record of what was told */
    @POST
    @CustomDeserialization(StrictJson.class)
    public LifecycleRecord told(@PathParam("thing") String thing, EventBody body) {
        if (body == null || body.type() == null) {
            throw new IllegalArgumentException(
                    "The body must be JSON such as {\"type\":\"maintenance\",\"description\":\"bearing replaced\",\"at\":\"...\"}.");
        }
        ThingId.of(thing);
        return events.take(new LifeEvent(
                thing,
                RecordType.of(body.type()),
                RequestTime.told(body.at()),
                caller.getPrincipal().getName(),
                RequestText.of("description", body.description()),
                RequestText.optional("reference", body.reference()),
                RequestText.optional("party", body.party())));
    }

    /**
     * What was done.
     *
     * @param type maintenance, service or delivery
     * @param description in words
     * @param reference number of the order or delivery note; may be absent
     * @param party who did it, or who got it; needed for a delivery
     * @param at when, ISO-8601
     */
    public record EventBody(String type, String description, String reference, String party, String at) {}
}
