package io.celltwin.console;

import io.celltwin.model.ModelException;
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
import java.util.Set;
import java.util.TreeSet;

/** What only the page asks for. */
@Path("/console")
@Produces(MediaType.APPLICATION_JSON)
class ConsoleResource {
    private final Models models;
    private final SecurityIdentity identity;

    @Inject
    ConsoleResource(Models models, SecurityIdentity identity) {
        this.models = models;
        this.identity = identity;
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
