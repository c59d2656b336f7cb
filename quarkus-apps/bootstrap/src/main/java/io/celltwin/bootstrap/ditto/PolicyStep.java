package io.celltwin.bootstrap.ditto;

import io.celltwin.bootstrap.http.JsonService;
import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.bootstrap.job.RefusedException;
import io.celltwin.bootstrap.job.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.Policy;

/** A policy that things share. */
public final class PolicyStep implements Step {
    /** Whoever sets a plant up need not be one of those who may change its policies later. */
    private static final Map<String, String> HEADERS = Map.of("allow-policy-lockout", "true");

    private final JsonService ditto;
    private final Policy wanted;
    private final String id;

    /**
     * @param ditto the twin service
     * @param wanted the policy with its id
     */
    public PolicyStep(JsonService ditto, Policy wanted) {
        this.ditto = ditto;
        this.wanted = wanted;
        this.id = wanted.getEntityId().orElseThrow().toString();
    }

    @Override
    public String item() {
        return "policy " + id;
    }

    @Override
    public String service() {
        return ditto.name();
    }

    @Override
    public List<String> apply() throws NotThereYetException, RefusedException, InterruptedException {
        String path = "/api/2/policies/" + id;
        Optional<JsonObject> there = ditto.get(path);
        if (there.filter(this::isAsWanted).isPresent()) {
            return List.of();
        }
        ditto.send("PUT", path, wanted.toJson(), HEADERS);
        return List.of((there.isPresent() ? "Changed " : "Created ") + item());
    }

    private boolean isAsWanted(JsonObject there) {
        try {
            Policy policy = PoliciesModelFactory.newPolicy(there);
            return policy.getEntriesSet().equals(wanted.getEntriesSet())
                    && policy.getPolicyImports().isEmpty();
        } catch (DittoRuntimeException | JsonRuntimeException | IllegalArgumentException e) {
            return false; // whatever it is, it is not what is wanted
        }
    }
}
