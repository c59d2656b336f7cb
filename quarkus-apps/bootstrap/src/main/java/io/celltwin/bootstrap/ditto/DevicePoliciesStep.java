package io.celltwin.bootstrap.ditto;

import io.celltwin.bootstrap.hono.Devices;
import io.celltwin.bootstrap.http.JsonService;
import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.bootstrap.job.RefusedException;
import io.celltwin.bootstrap.job.Step;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelException;
import io.celltwin.policy.PolicyTemplates;
import io.celltwin.policy.Role;
import io.celltwin.policy.RoleSubjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.Policy;

/**
 * Finds the twins of devices whose policy lets nobody in but the adapters. Ditto makes such a policy, with the sender alone in it,
 * when something that is sent for a thing which is not there makes it; from then on values arrive and nobody sees them. Adapters make
 * one for engineers alone while a device's model is missing. A policy that anybody else is in was made or kept by people and is
 * left as it is.
 */
public final class DevicePoliciesStep implements Step {
    private final Devices devices;
    private final SudoCommands ditto;
    private final ModelCatalog models;
    private final RoleSubjects subjects;
    private final boolean repair;

    /**
     * @param devices whose twins are looked at
     * @param ditto the twin service, as its operator
     * @param models the devices' models
     * @param subjects who has which role
     * @param repair whether such a policy is replaced by the one that the twin should have, or only named
     */
    public DevicePoliciesStep(
            Devices devices, JsonService ditto, ModelCatalog models, RoleSubjects subjects, boolean repair) {
        this.devices = devices;
        this.ditto = new SudoCommands(ditto);
        this.models = models;
        this.subjects = subjects;
        this.repair = repair;
    }

    @Override
    public String item() {
        return "policies of devices";
    }

    @Override
    public String service() {
        return ditto.service();
    }

    @Override
    public List<String> apply() throws NotThereYetException, RefusedException, InterruptedException {
        List<String> repaired = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (Map.Entry<String, String> device : devices.models().entrySet()) {
            String id = device.getKey();
            Optional<String> policyId = ditto.policyIdOf(id);
            if (policyId.isEmpty()) {
                continue;
            }
            Optional<JsonObject> policy = ditto.policy(policyId.get());
            if (policy.isPresent() && !isProvisional(policy.get())) {
                continue;
            }
            if (!policyId.get().equals(id)) {
                left.add(id + " (by the policy " + policyId.get() + ", which others may share)");
            } else if (!repair) {
                left.add(id);
            } else {
                try {
                    ditto.replace(PolicyTemplates.forThing(id, models.get(device.getValue()), subjects));
                    repaired.add("Gave " + id + " its policy: it had one that lets nobody in who needs its values");
                } catch (ModelException e) {
                    left.add(id + " (" + e.getMessage() + ")");
                }
            }
        }
        if (!left.isEmpty()) {
            throw new RefusedException("Nobody who needs their values may see " + String.join(", ", left)
                    + (repair ? "" : "; celltwin.bootstrap.device-policies=repair gives each its own policy"));
        }
        return repaired;
    }

    private boolean isProvisional(JsonObject policy) throws RefusedException {
        List<String> adapters = subjects.of(Role.ADAPTER);
        try {
            Policy read = PoliciesModelFactory.newPolicy(policy);
            if (read.getEntryFor(PolicyTemplates.WITHOUT_MODEL).isPresent()) {
                return true;
            }
            return read.stream()
                    .flatMap(entry -> entry.getSubjects().stream())
                    .map(subject -> subject.getId().toString())
                    .allMatch(adapters::contains);
        } catch (DittoRuntimeException e) {
            throw new RefusedException("A policy cannot be read: " + e.getMessage());
        }
    }
}
