package io.celltwin.bootstrap.hono;

import io.celltwin.bootstrap.http.JsonService;
import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.bootstrap.job.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;

/** The devices that are registered in Hono. */
public final class Devices {
    private static final int PAGE = 200;

    private final JsonService registry;
    private final String tenant;

    /**
     * @param registry the registry's management API
     * @param tenant whose devices
     */
    public Devices(JsonService registry, String tenant) {
        this.registry = registry;
        this.tenant = tenant;
    }

    /** Where they are, for people. */
    public String service() {
        return registry.name();
    }

    /** Name of the model by device id, of those that name one. */
    public Map<String, String> models() throws NotThereYetException, RefusedException, InterruptedException {
        Map<String, String> models = new LinkedHashMap<>();
        for (int page = 0; ; page++) {
            // Nothing found is no error: Hono answers 404.
            List<JsonValue> devices = registry.get(
                            "/v1/devices/%s/?pageSize=%d&pageOffset=%d".formatted(tenant, PAGE, page))
                    .flatMap(found -> found.getValue("result"))
                    .filter(JsonValue::isArray)
                    .map(result -> result.asArray().stream().toList())
                    .orElse(List.of());
            for (JsonValue device : devices) {
                if (device.isObject()) {
                    text(device.asObject(), "ext/celltwin/model")
                            .ifPresent(model -> text(device.asObject(), "id").ifPresent(id -> models.put(id, model)));
                }
            }
            if (devices.size() < PAGE) {
                return models;
            }
        }
    }

    private static Optional<String> text(JsonObject object, String pointer) {
        return object.getValue(pointer).filter(JsonValue::isString).map(JsonValue::asString);
    }
}
