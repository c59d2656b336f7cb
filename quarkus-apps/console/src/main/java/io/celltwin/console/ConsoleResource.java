package io.celltwin.console;

import io.celltwin.model.ModelException;
import io.celltwin.service.disk.DiskSpace;
import io.quarkus.arc.All;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What only the page asks for. */
@Path("/console")
@Produces(MediaType.APPLICATION_JSON)
class ConsoleResource {
    private final Models models;
    private final SecurityIdentity identity;
    private final List<DiskSpace> disks;

    @Inject
    ConsoleResource(Models models, SecurityIdentity identity, @All List<DiskSpace> disks) {
        this.models = models;
        this.identity = identity;
        this.disks = disks;
    }

    /** Who is signed in. */
    record Session(String user, Set<String> roles) {}

    /** Who is signed in; 401 if nobody is. */
    @GET
    @Path("session")
    @Authenticated
    public Response session() {
        CacheControl cache = new CacheControl();
        cache.setNoStore(true);
        return Response.ok(new Session(identity.getPrincipal().getName(), new TreeSet<>(identity.getRoles())))
                .cacheControl(cache)
                .build();
    }

    /** Whether values are taken, as far as this process knows. */
    record Disk(boolean hasRoom) {}

    /** Whether there is room on the disks that this process watches; where it watches none, there is. */
    @GET
    @Path("disk")
    @Authenticated
    public Response disk() {
        CacheControl cache = new CacheControl();
        cache.setNoStore(true);
        return Response.ok(new Disk(disks.stream().allMatch(DiskSpace::hasRoom)))
                .cacheControl(cache)
                .build();
    }

    /** A thing model in the page's own form; 404 if it cannot be had, as for a twin without a model. */
    @GET
    @Path("models/{file}")
    public Response model(@PathParam("file") String file) {
        try {
            return Response.ok(ModelDigest.of(models.catalog().get(file))).build();
        } catch (ModelException e) {
            return Problem.response(404, "model.notfound", "The thing model cannot be had.", e.getMessage());
        }
    }
}
