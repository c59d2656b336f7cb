package io.celltwin.lifecycle.rest;

import io.celltwin.lifecycle.config.LifecycleConfig;
import io.celltwin.lifecycle.passport.PassportPage;
import io.celltwin.lifecycle.passport.PassportRevisions;
import io.celltwin.lifecycle.passport.PublishedPassport;
import io.celltwin.lifecycle.state.UnknownThing;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.ditto.things.model.ThingId;

/**
 * {@code /passport/{thing}}: the public tier of the newest revision that the owner of a battery has kept, for everybody without sign-in, and
 * the QR code that leads there.
 */
@Path("/passport/{thing}")
@PermitAll
public class PassportPageResource {
    private static final String SVG = "image/svg+xml";
    private static final String CACHE = "public, max-age=300";

    private final PassportRevisions revisions;
    private final Optional<PassportPage> page;

    @Inject
    PassportPageResource(PassportRevisions revisions, LifecycleConfig config) {
        this.revisions = revisions;
        this.page = config.passportUrl().map(PassportPage::new);
    }

    /**
     * The page.
     *
     * @param thing id of a battery
     */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response page(@PathParam("thing") String thing) {
        return Response.ok(shown().of(published(thing)), "text/html;charset=UTF-8")
                .header("Content-Security-Policy", shown().contentSecurityPolicy())
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", CACHE)
                .build();
    }

    /**
     * The same as data.
     *
     * @param thing id of a battery
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public PublishedPassport data(@PathParam("thing") String thing) {
        shown();
        return published(thing);
    }

    /**
     * The QR code, to be printed on the battery.
     *
     * @param thing id of a battery
     */
    @GET
    @Path("qr.svg")
    @Produces(SVG)
    public Response qrCode(@PathParam("thing") String thing) {
        PassportPage shown = shown();
        published(thing);
        return Response.ok(shown.qrCode(thing), SVG)
                .header("Content-Security-Policy", "default-src 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .header("Cache-Control", CACHE)
                .build();
    }

    private PassportPage shown() {
        return page.orElseThrow(
                () -> new UnknownThing(
                        "Passports are not public here: celltwin.lifecycle-records.passport-url does not say under which address."));
    }

    /** Whether there is such a battery is not told to everybody. */
    private PublishedPassport published(String thing) {
        ThingId.of(thing);
        return revisions
                .published(thing)
                .orElseThrow(() -> new UnknownThing("No passport of " + thing + " has been published."));
    }
}
