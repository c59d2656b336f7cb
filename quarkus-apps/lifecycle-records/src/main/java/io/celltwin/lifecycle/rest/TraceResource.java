package io.celltwin.lifecycle.rest;

import io.celltwin.lifecycle.record.LifecycleRecord;
import io.celltwin.lifecycle.trace.Trace;
import io.celltwin.lifecycle.trace.Tracer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.ditto.things.model.ThingId;

/** {@code GET /lifecycle/trace/{thing}}: from a pack to its batches, their machines and process values, and back. */
@Path("/lifecycle/trace/{thing}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"engineer", "service"})
public class TraceResource {
    private final Tracer tracer;
    private final CallerAccess access;

    @Inject
    TraceResource(Tracer tracer, CallerAccess access) {
        this.tracer = tracer;
        this.access = access;
    }

    /** @param thing id of a pack, a batch or a machine; one that was never recorded has an empty trace, one that there is not is answered with 404 */
    @GET
    public Trace trace(@PathParam("thing") String thing) {
        ThingId.of(thing);
        Trace trace = tracer.trace(thing);
        List<LifecycleRecord> steps = trace.batches().stream()
                .flatMap(batch -> batch.steps().stream())
                .toList();
        Map<String, LifecycleRecord> shown = new HashMap<>();
        access.show(thing, "trace of " + thing, steps).forEach(step -> shown.put(step.id(), step));
        return trace.withSteps(step -> shown.get(step.id()));
    }
}
