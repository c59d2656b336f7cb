package io.celltwin.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.console.device.DeviceProbe;
import io.celltwin.console.device.DeviceProbeException;
import io.celltwin.console.device.ProbeLimits;
import io.celltwin.model.registration.DeviceProtocol;
import io.celltwin.model.registration.SettingRule;
import io.quarkus.arc.All;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What the page needs to register a device, for who may register one. A trial connects to an address that the user chooses, so that
 * nobody else may have one, and nobody many.
 */
@Path("/console/devices")
@RolesAllowed({"engineer", "service"})
@Produces(MediaType.APPLICATION_JSON)
class DevicesResource {
    private static final Logger LOG = Logger.getLogger(DevicesResource.class);

    /** As much as the registry takes. */
    private static final int LONGEST_REGISTRATION = 64 * 1024;

    private static final int LONGEST_ID = 256;
    private static final int TRIALS_AT_ONCE = 2;
    private static final int TRIALS_BY_USER = 20;
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY = 429;
    private static final int NOT_IMPLEMENTED = 501;

    private final ObjectMapper json;
    private final SecurityIdentity identity;
    private final Optional<DeviceProbe> probe;
    private final ProbeLimits limits = new ProbeLimits(TRIALS_AT_ONCE, TRIALS_BY_USER, WINDOW, InstantSource.system());

    @Inject
    DevicesResource(ObjectMapper json, SecurityIdentity identity, @All List<DeviceProbe> probes) {
        this.json = json;
        this.identity = identity;
        this.probe = probes.stream().findFirst();
    }

    /**
     * What can be registered.
     *
     * @param canBeTried whether this process can try a device
     */
    record Possibilities(boolean canBeTried, List<Scheme> schemes) {}

    /** The scheme of an address, and what a registration with such an address may set. */
    record Scheme(String scheme, List<SettingRule> settings) {}

    /** Which addresses our adapters take, with which settings. */
    @GET
    public Possibilities possibilities() {
        return new Possibilities(
                probe.isPresent(),
                DeviceProtocol.allSchemes().stream()
                        .map(scheme -> new Scheme(
                                scheme,
                                DeviceProtocol.ofScheme(scheme)
                                        .map(protocol -> protocol.settings(scheme))
                                        .orElse(List.of())))
                        .toList());
    }

    /**
     * Tries a device before it is registered: connects to it once, reads everything once, writes nothing.
     *
     * @param id the device's id, which is to be its twin's
     * @param body its registration as the registry would take it
     */
    @POST
    @Path("check")
    @Consumes(MediaType.APPLICATION_JSON)
    @Blocking
    public Response check(@QueryParam("id") @DefaultValue("") String id, InputStream body) throws InterruptedException {
        if (probe.isEmpty()) {
            return Problem.response(
                    NOT_IMPLEMENTED,
                    "device.check.elsewhere",
                    "The adapters run in other processes than the page, which can try no device.",
                    "Run 'celltwin check' on a machine that reaches the device.");
        }
        ObjectNode registration;
        try {
            byte[] content = body.readNBytes(LONGEST_REGISTRATION + 1);
            if (content.length > LONGEST_REGISTRATION || id.length() > LONGEST_ID) {
                return Problem.response(
                        TOO_LARGE, "device.toolarge", "The registration is too large.", "It may have 64 KiB.");
            }
            JsonNode parsed = json.readTree(new ByteArrayInputStream(content));
            if (!(parsed instanceof ObjectNode object)) {
                return notJson("It is no JSON object.");
            }
            registration = object;
        } catch (JsonProcessingException e) {
            return notJson(e.getOriginalMessage());
        } catch (IOException e) {
            return notJson("It could not be read.");
        }
        return limited(id, registration, probe.get());
    }

    private Response limited(String id, ObjectNode registration, DeviceProbe able) throws InterruptedException {
        String user = identity.getPrincipal().getName();
        Duration wait = limits.begin(user);
        if (!wait.isZero()) {
            return Response.fromResponse(Problem.response(
                            TOO_MANY,
                            "device.check.toomany",
                            "Too many devices are tried just now.",
                            "Try again in %d s.".formatted(seconds(wait))))
                    .header(HttpHeaders.RETRY_AFTER, seconds(wait))
                    .build();
        }
        try {
            LOG.infof(
                    "User %s tries a device at %s",
                    plain(user), plain(registration.at("/ext/celltwin/address").asText()));
            return Response.ok(able.probe(id, registration)).build();
        } catch (DeviceProbeException e) {
            return switch (e.reason()) {
                case REGISTRATION ->
                    Problem.response(
                            BAD_REQUEST, "device.registration", "The registration cannot be used.", e.getMessage());
                case DEVICE ->
                    Problem.response(UNPROCESSABLE, "device.unreadable", "The device cannot be read.", e.getMessage());
            };
        } finally {
            limits.end();
        }
    }

    private static Response notJson(String reason) {
        return Problem.response(BAD_REQUEST, "json.invalid", "The registration cannot be read.", reason);
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** Nothing that could make lines of a log of its own. */
    private static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?").replaceAll("//[^/@]*@", "//");
        return line.length() <= LONGEST_ID ? line : line.substring(0, LONGEST_ID) + "...";
    }
}
