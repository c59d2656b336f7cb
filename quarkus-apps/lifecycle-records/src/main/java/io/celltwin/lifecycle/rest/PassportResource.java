package io.celltwin.lifecycle.rest;

import io.celltwin.lifecycle.passport.AccessTier;
import io.celltwin.lifecycle.passport.BatteryPassport;
import io.celltwin.lifecycle.passport.PassportAccess;
import io.celltwin.lifecycle.passport.PassportAspect;
import io.celltwin.lifecycle.passport.PassportCredential;
import io.celltwin.lifecycle.passport.PassportRevisions;
import io.celltwin.lifecycle.passport.Passports;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
    private final PassportRevisions revisions;
    private final CallerAccess trail;
    private final SecurityIdentity caller;
    private final InstantSource clock = InstantSource.system();

    @Inject
    PassportResource(
            PassportAccess access,
            Passports passports,
            PassportCredential credential,
            PassportRevisions revisions,
            CallerAccess trail,
            SecurityIdentity caller) {
        this.access = access;
        this.passports = passports;
        this.credential = credential;
        this.revisions = revisions;
        this.trail = trail;
        this.caller = caller;
    }

    /** @param thing id of a battery */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public BatteryPassport passport(@PathParam("thing") String thing, @Context HttpHeaders headers) {
        BatteryPassport passport = passports.of(thing, tiers(thing, headers));
        return left(thing, "passport", passport.tiers(), passport);
    }

    /**
     * One aspect of it by the BatteryPass data model 1.2.
     *
     * @param thing id of a battery
     * @param aspect such as {@code Circularity}
     */
    @GET
    @Path("aspects/{aspect}")
    @Produces(MediaType.APPLICATION_JSON)
    public PassportAspect aspect(
            @PathParam("thing") String thing, @PathParam("aspect") String aspect, @Context HttpHeaders headers) {
        PassportAspect shown = passports.aspect(thing, aspect, tiers(thing, headers));
        return left(thing, "passport, aspect " + aspect, shown.tiers(), shown);
    }

    private Set<AccessTier> tiers(String thing, HttpHeaders headers) {
        ThingId.of(thing);
        Set<AccessTier> tiers = access.tiersOf(thing, credentials(headers));
        if (tiers.isEmpty()) {
            throw new ForbiddenException("You may see nothing of the passport of " + thing
                    + ": its policy grants you READ on none of its tiers.");
        }
        return tiers;
    }

    /** What the law shows to nobody, its owner's tier, leaves a record of who saw it. */
    private <T> T left(String thing, String what, Set<AccessTier> tiers, T shown) {
        if (tiers.contains(AccessTier.OWNER)) {
            trail.seenByOwner(thing, what);
        }
        return shown;
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

    /**
     * Keeps what the passport says now as a revision; only who sees all of it may.
     *
     * @param thing id of a battery
     * @return the record of the revision, the newest one if that says the same
     */
    @POST
    @Path("revisions")
    @Produces(MediaType.APPLICATION_JSON)
    public LifecycleRecord keep(@PathParam("thing") String thing, @Context HttpHeaders headers) {
        BatteryPassport passport = passport(thing, headers);
        if (!passport.tiers().contains(AccessTier.OWNER)) {
            throw new ForbiddenException("Only who may read all of " + thing + " may keep a revision of its passport.");
        }
        return revisions.keep(passport, caller.getPrincipal().getName(), clock.instant());
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
