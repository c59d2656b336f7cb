package io.celltwin.policy;

import io.celltwin.model.ThingModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyId;

/** Makes the Ditto policy of a twin from the role templates and the data classes of its model. */
public final class PolicyTemplates {

    private static final Map<Role, PolicyTemplate> TEMPLATES = load();

    private PolicyTemplates() {}

    /**
     * The policy of a thing. Only engineers may change it: whoever creates the thing with it in another role sets Ditto's
     * header {@code allow-policy-lockout}.
     *
     * @param policyId the thing's id, which is the policy's id too; or the id of a policy that things of the kind share
     * @param model what kind of thing it is
     * @param subjects who has which role; somebody must be an engineer, else nobody could ever change the policy
     * @throws IllegalArgumentException if nobody is an engineer
     * @throws org.eclipse.ditto.policies.model.PolicyIdInvalidException if the id is no valid Ditto id
     */
    public static Policy forThing(String policyId, ThingModel model, RoleSubjects subjects) {
        if (subjects.of(Role.ENGINEER).isEmpty()) {
            throw new IllegalArgumentException("A policy needs at least one subject with the role engineer");
        }
        JsonObjectBuilder entries = JsonObject.newBuilder();
        TEMPLATES.forEach((role, template) -> {
            Map<String, Permissions> resources = template.resourcesFor(model);
            if (!resources.isEmpty() && !subjects.of(role).isEmpty()) {
                entries.set(role.id(), entry(subjects.of(role), resources));
            }
        });
        return PoliciesModelFactory.newPolicy(JsonObject.newBuilder()
                .set("policyId", PolicyId.of(policyId).toString())
                .set("entries", entries.build())
                .build());
    }

    private static JsonObject entry(List<String> subjectIds, Map<String, Permissions> permissions) {
        JsonObjectBuilder subjects = JsonObject.newBuilder();
        subjectIds.forEach(id ->
                subjects.set(id, JsonObject.newBuilder().set("type", "celltwin").build()));
        // The keys are paths in themselves, which a builder would take apart.
        JsonObjectBuilder resources = JsonObject.newBuilder();
        permissions.forEach((resource, effected) -> resources.set(JsonField.newInstance(resource, effected.toJson())));
        return JsonObject.newBuilder()
                .set("subjects", subjects.build())
                .set("resources", resources.build())
                .build();
    }

    private static Map<Role, PolicyTemplate> load() {
        Map<Role, PolicyTemplate> templates = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            templates.put(role, PolicyTemplate.load(role));
        }
        return templates;
    }
}
