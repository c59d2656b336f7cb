package io.celltwin.bootstrap.ditto;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.model.registration.RegistrationCheck;
import io.celltwin.policy.PolicyTemplates;
import io.celltwin.policy.Role;
import io.celltwin.policy.RoleSubjects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.ditto.policies.model.Policy;

/**
 * One policy for each kind of thing, {@code <namespace>.policies:<model name without version>}, for things that people or plant
 * systems make and that name it. The namespace is one of its own: a policy whose id were that of a device would keep the device's
 * twin, which has a policy with its own id, from being made. Models that are only a part of others have none.
 */
public final class SharedPolicies {
    private static final String PART_OF_OTHERS = "cell:Aspect";
    private static final Pattern VERSION = Pattern.compile("-\\d+\\.\\d+\\.\\d+$");

    private final String namespace;
    private final RoleSubjects subjects;

    /**
     * @param namespace the plant's
     * @param subjects who has which role
     * @param keeper the subject that keeps these policies
     */
    public SharedPolicies(String namespace, RoleSubjects subjects, String keeper) {
        this.namespace = namespace;
        this.subjects = subjects.with(Role.BOOTSTRAP, List.of(keeper));
    }

    /** The policies of these models; of several versions of one, the newest decides. */
    public List<Policy> of(ModelCatalog models) {
        return newest(models).entrySet().stream()
                .map(model -> PolicyTemplates.forThing(
                        namespace + RegistrationCheck.POLICIES_NAMESPACE + ":" + model.getKey(),
                        model.getValue(),
                        subjects))
                .toList();
    }

    /** The ids that these policies had before they had a namespace of their own, and the ids that they have now. */
    public Map<String, String> formerIds(ModelCatalog models) {
        Map<String, String> ids = new LinkedHashMap<>();
        newest(models)
                .keySet()
                .forEach(name ->
                        ids.put(namespace + ":" + name, namespace + RegistrationCheck.POLICIES_NAMESPACE + ":" + name));
        return ids;
    }

    private static Map<String, ThingModel> newest(ModelCatalog models) {
        Map<String, ThingModel> newest = new LinkedHashMap<>();
        for (ThingModel model : models.all()) {
            if (!model.types().contains(PART_OF_OTHERS)) {
                newest.merge(VERSION.matcher(model.name()).replaceFirst(""), model, SharedPolicies::newer);
            }
        }
        return newest;
    }

    private static ThingModel newer(ThingModel one, ThingModel other) {
        return version(one).compareTo(version(other)) >= 0 ? one : other;
    }

    private static Runtime.Version version(ThingModel model) {
        String name = model.name();
        return Runtime.Version.parse(name.substring(name.lastIndexOf('-') + 1));
    }
}
