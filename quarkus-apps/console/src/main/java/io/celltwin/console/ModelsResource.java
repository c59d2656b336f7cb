package io.celltwin.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.model.ModelException;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The thing models over HTTP, for everybody: a twin's {@code definition} leads here. A model that was published does not
 * change, so clients may keep it for a while.
 */
@Path("/models")
class ModelsResource {
    private static final String THING_MODEL = "application/tm+json";
    private static final String LINKED_DATA = "application/ld+json";
    private static final int MAX_AGE_S = 300;

    private final Models models;

    @Inject
    ModelsResource(Models models) {
        this.models = models;
    }

    /** One entry of the list. */
    record Entry(String name, String title, String href) {}

    /** The models that a thing can be made from, by name. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<Entry> list(@Context UriInfo uri) {
        String url = models.url(uri.getBaseUri() + "models");
        return models.catalog().all().stream()
                .map(model -> new Entry(model.name(), model.title(), url + model.fileName()))
                .toList();
    }

    /** A thing model, the model of one of its features, or the vocabulary that they use. */
    @GET
    @Path("{file}")
    @Produces({THING_MODEL, LINKED_DATA, MediaType.APPLICATION_JSON})
    public Response document(@PathParam("file") String file, @Context UriInfo uri, @Context Request request) {
        Optional<ObjectNode> document;
        try {
            document = models.served(file, uri.getBaseUri() + "models");
        } catch (ModelException e) {
            return Problem.response(500, "model.faulty", "The thing model cannot be used.", e.getMessage());
        }
        return document.map(found -> answer(file, found, request))
                .orElseGet(() -> Problem.response(
                        404,
                        "model.notfound",
                        "There is no thing model of that name.",
                        "GET /models/ lists those that there are."));
    }

    private static Response answer(String file, ObjectNode document, Request request) {
        byte[] body = document.toPrettyString().getBytes(StandardCharsets.UTF_8);
        EntityTag tag = new EntityTag(Digests.sha256(body));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        Response.ResponseBuilder answer = unchanged != null
                ? unchanged
                : Response.ok(body, file.endsWith(".tm.jsonld") ? THING_MODEL : LINKED_DATA);
        CacheControl cache = new CacheControl();
        cache.setMaxAge(MAX_AGE_S);
        return answer.tag(tag).cacheControl(cache).build();
    }
}
