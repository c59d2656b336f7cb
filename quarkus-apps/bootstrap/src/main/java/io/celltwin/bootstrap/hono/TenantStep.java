package io.celltwin.bootstrap.hono;

import io.celltwin.bootstrap.http.JsonService;
import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.bootstrap.job.RefusedException;
import io.celltwin.bootstrap.job.Step;
import java.util.List;
import java.util.Map;
import org.eclipse.ditto.json.JsonObject;

/** The plant's tenant in Hono's registry. One that is there stays as it is: its limits and trust anchors are others' work. */
public final class TenantStep implements Step {
    private final JsonService registry;
    private final String tenant;

    /**
     * @param registry the registry's management API
     * @param tenant the tenant's id
     */
    public TenantStep(JsonService registry, String tenant) {
        this.registry = registry;
        this.tenant = tenant;
    }

    @Override
    public String item() {
        return "tenant " + tenant;
    }

    @Override
    public String service() {
        return registry.name();
    }

    @Override
    public List<String> apply() throws NotThereYetException, RefusedException, InterruptedException {
        String path = "/v1/tenants/" + tenant;
        if (registry.get(path).isPresent()) {
            return List.of();
        }
        registry.send("POST", path, JsonObject.empty(), Map.of());
        return List.of("Created " + item());
    }
}
