package io.celltwin.registry.management;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.registration.RegistrationCheck;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.jackson.DatabindCodec;
import java.net.HttpURLConnection;
import java.util.List;
import org.eclipse.hono.client.ClientErrorException;
import org.eclipse.hono.deviceregistry.service.device.DeviceKey;
import org.eclipse.hono.service.management.device.Device;

/**
 * Refuses a registration of which it is known that no adapter could serve it, and says why: whoever registers a device learns it
 * there and then. A device without {@code ext.celltwin} is none of ours and taken as it is.
 */
public final class RegistrationGuard {
    private static final String CELLTWIN = "celltwin";

    private final Vertx vertx;
    private final RegistrationCheck check;

    /**
     * @param vertx checks beside its event loops, since models may have to be read
     * @param check finds what is wrong
     */
    public RegistrationGuard(Vertx vertx, RegistrationCheck check) {
        this.vertx = vertx;
        this.check = check;
    }

    /** Succeeds if the device may be registered so. */
    Future<Void> admit(DeviceKey key, Device device) {
        Object celltwin = device.getExtensions().get(CELLTWIN);
        if (celltwin == null) {
            return Future.succeededFuture();
        }
        JsonNode json = DatabindCodec.mapper().valueToTree(celltwin);
        return vertx.executeBlocking(() -> check.problems(key.getDeviceId(), json), false)
                .compose(problems -> problems.isEmpty() ? Future.succeededFuture() : refused(key, problems));
    }

    private static Future<Void> refused(DeviceKey key, List<String> problems) {
        return Future.failedFuture(new ClientErrorException(
                key.getTenantId(), HttpURLConnection.HTTP_BAD_REQUEST, String.join("; ", problems)));
    }
}
