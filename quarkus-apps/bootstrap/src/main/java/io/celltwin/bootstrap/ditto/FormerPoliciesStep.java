package io.celltwin.bootstrap.ditto;

import io.celltwin.bootstrap.hono.Devices;
import io.celltwin.bootstrap.http.JsonService;
import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.bootstrap.job.RefusedException;
import io.celltwin.bootstrap.job.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds devices whose twin cannot be made because a shared policy of an earlier version has the twin's id. Such a policy is not
 * deleted: things of people may name it, and nobody could see them any more.
 */
public final class FormerPoliciesStep implements Step {
    private final Devices devices;
    private final SudoCommands ditto;
    private final Map<String, String> presentIds;

    /**
     * @param devices which must not have such an id
     * @param ditto the twin service, as its operator
     * @param presentIds the ids that the shared policies have now, by those that they had
     */
    public FormerPoliciesStep(Devices devices, JsonService ditto, Map<String, String> presentIds) {
        this.devices = devices;
        this.ditto = new SudoCommands(ditto);
        this.presentIds = Map.copyOf(presentIds);
    }

    @Override
    public String item() {
        return "former shared policies";
    }

    @Override
    public String service() {
        return ditto.service();
    }

    @Override
    public List<String> apply() throws NotThereYetException, RefusedException, InterruptedException {
        List<String> inTheWay = new ArrayList<>();
        Set<String> registered = devices.models().keySet();
        for (Map.Entry<String, String> policy : presentIds.entrySet()) {
            String id = policy.getKey();
            if (registered.contains(id)
                    && ditto.policyIdOf(id).isEmpty()
                    && ditto.policy(id).isPresent()) {
                inTheWay.add("%s (things that name it can name %s instead)".formatted(id, policy.getValue()));
            }
        }
        if (!inTheWay.isEmpty()) {
            throw new RefusedException(
                    "A policy of that id keeps the twins of these devices from being made; once no thing"
                            + " names it any more, delete it: " + String.join(", ", inTheWay));
        }
        return List.of();
    }
}
