package io.celltwin.lifecycle.rest;

import io.celltwin.lifecycle.passport.AccessTier;
import io.celltwin.lifecycle.passport.BatteryPassport;
import io.celltwin.lifecycle.passport.PassportAccess;
import io.celltwin.lifecycle.passport.PassportCredential;
import io.celltwin.lifecycle.passport.Passports;
import io.quarkus.security.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.ditto.things.model.ThingId;

/**
 * {@code GET /lifecycle/passports/{thing}}: the passport of a battery, for everybody who is signed in; the policy of the battery says what
 * of it he sees.
 */
@Path("/lifecycle/passports/{thing}")
@Authenticated
public class PassportResource {
    private static final List<String> CREDENTIALS = List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.COOKIE);

    private final PassportAccess access;
    private final Passports passports;
    private final PassportCredential credential;
    private final InstantSource clock = InstantSource.system();

    @Inject
    PassportResource(PassportAccess access, Passports passports, PassportCredential credential) {
        this.access = access;
        this.passports = passports;
        this.credential = credential;
    }

    /** @param thing id of a battery */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public BatteryPassport passport(@PathParam("thing") String thing, @Context HttpHeaders headers) {
        ThingId.of(thing);
        Set<AccessTier> tiers = access.tiersOf(thing, credentials(headers));
        if (tiers.isEmpty()) {
            throw new ForbiddenException("You may see nothing of the passport of " + thing
                    + ": its policy grants you READ on none of its tiers.");
        }
        return passports.of(thing, tiers);
    }

    /**
     * The same, signed.
     *
     * @param thing id of a battery
     */
    @GET
    @Path("credential")
    @Produces(PassportCredential.MEDIA_TYPE)
    public String credential(@PathParam("thing") String thing, @Context HttpHeaders headers) {
        return credential.sign(passport(thing, headers), clock.instant());
    }

    /** What a proxy says of who asks is not among them: anybody could say it. */
    private static Map<String, String> credentials(HttpHeaders headers) {
        Map<String, String> credentials = new HashMap<>();
        for (String name : CREDENTIALS) {
            String value = headers.getHeaderString(name);
            if (value != null) {
                credentials.put(name, value);
            }
        }
        return credentials;
    }
}
