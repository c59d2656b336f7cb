package io.celltwin.policy;

import io.celltwin.model.ThingModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyId;

/** Makes the Ditto policy of a twin from the role templates and the data classes of its model. */
public final class PolicyTemplates {

    /** The label of the entry that keeps what a device measures from being written by others. */
    public static final String MEASURED_VALUES = "measured-values";

    /** The label that a policy has which was made before the thing's model was known. */
    public static final String WITHOUT_MODEL = "without-model";

    private static final String WRITE = "WRITE";
    private static final Map<Role, PolicyTemplate> TEMPLATES = load();

    private PolicyTemplates() {}

    /**
     * The policy of a thing. What a device measures only the adapters may write: from all others who might, the entry
     * {@value #MEASURED_VALUES} takes that away. Only engineers may change it: whoever creates the thing with it in another role sets Ditto's
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
        Map<String, Permissions> measured = readOnly(MeasuredResources.of(model));
        List<String> writers = writersOf(measured.keySet(), model, subjects);
        if (!writers.isEmpty()) {
            entries.set(MEASURED_VALUES, entry(writers, measured));
        }
        return PoliciesModelFactory.newPolicy(JsonObject.newBuilder()
                .set("policyId", PolicyId.of(policyId).toString())
                .set("entries", entries.build())
                .build());
    }

    /**
     * The policy of a thing whose kind is not known: engineers and adapters only. The entry {@value #WITHOUT_MODEL} tells it from
     * others, so that it is found once the model is there.
     *
     * @param policyId the thing's id, which is the policy's id too
     * @param subjects who has which role
     */
    public static Policy withoutModel(String policyId, RoleSubjects subjects) {
        JsonObjectBuilder entries = JsonObject.newBuilder();
        for (Role role : List.of(Role.ENGINEER, Role.ADAPTER)) {
            if (!subjects.of(role).isEmpty()) {
                entries.set(
                        role.id(), entry(subjects.of(role), TEMPLATES.get(role).resourcesForAnything()));
            }
        }
        entries.set(WITHOUT_MODEL, entry(subjects.of(Role.ENGINEER), Map.of()));
        return PoliciesModelFactory.newPolicy(JsonObject.newBuilder()
                .set("policyId", PolicyId.of(policyId).toString())
                .set("entries", entries.build())
                .build());
    }

    private static Map<String, Permissions> readOnly(List<String> resources) {
        Map<String, Permissions> permissions = new TreeMap<>();
        resources.forEach(resource -> permissions.put(resource, new Permissions(Set.of(), Set.of(WRITE))));
        return permissions;
    }

    /** Who but the adapters may write one of the resources by its role. */
    private static List<String> writersOf(Set<String> measured, ThingModel model, RoleSubjects subjects) {
        return TEMPLATES.entrySet().stream()
                .filter(template -> template.getKey() != Role.ADAPTER)
                .filter(template -> template.getValue().resourcesFor(model).entrySet().stream()
                        .filter(granted -> granted.getValue().grant().contains(WRITE))
                        .anyMatch(granted -> measured.stream()
                                .anyMatch(resource -> MeasuredResources.isWithin(resource, granted.getKey()))))
                .flatMap(template -> subjects.of(template.getKey()).stream())
                .filter(subject -> !subjects.of(Role.ADAPTER).contains(subject))
                .distinct()
                .toList();
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
