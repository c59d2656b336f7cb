package io.celltwin.adapter.twin;

import io.celltwin.model.ThingModel;
import io.celltwin.policy.PolicyTemplates;
import io.celltwin.policy.RoleSubjects;
import org.eclipse.ditto.policies.model.Policy;

/**
 * What a new twin is given beside its values.
 *
 * @param modelsUrl the URL under which the models are served
 * @param subjects who takes which role in its policy
 */
public record TwinFoundation(String modelsUrl, RoleSubjects subjects) {

    String definition(ThingModel model) {
        return modelsUrl + (modelsUrl.endsWith("/") ? "" : "/") + model.fileName();
    }

    Policy policy(String thingId, ThingModel model) {
        return PolicyTemplates.forThing(thingId, model, subjects);
    }

    Policy policyWithoutModel(String thingId) {
        return PolicyTemplates.withoutModel(thingId, subjects);
    }
}
