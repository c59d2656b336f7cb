package io.celltwin.edge.access;

import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.state.StateView;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonParseException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Permissions;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.things.model.ThingId;

/**
 * Says whether somebody has permissions, without using them.
 *
 * @param state where the things and policies are
 * @param enforcers makes enforcers of policies
 */
public record PermissionChecks(StateView state, PolicyEnforcerCache enforcers) {

    /**
     * Answers each check of a body by its name.
     *
     * @param checks of each name {@code resource}, {@code entityId} and {@code hasPermissions}
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if one of them is not understood
     */
    public JsonObject answer(JsonObject checks, AuthorizationContext who) {
        JsonObjectBuilder answers = JsonFactory.newObjectBuilder();
        for (JsonField check : checks) {
            answers.set(check.getKey(), hasPermissions(check, who));
        }
        return answers.build();
    }

    private boolean hasPermissions(JsonField check, AuthorizationContext who) {
        return DittoJsonException.wrapJsonRuntimeException(() -> {
            JsonObject asked = object(check);
            ResourceKey resource = PoliciesModelFactory.newResourceKey(text(asked, "resource"));
            String entityId = text(asked, "entityId");
            Permissions permissions = permissions(asked);
            return enforcer(resource, entityId)
                    .filter(enforcer -> enforcer.mayAll(resource, who, permissions))
                    .isPresent();
        });
    }

    private Optional<PolicyEnforcer> enforcer(ResourceKey resource, String entityId) {
        if (PoliciesResourceType.POLICY.equals(resource.getResourceType())) {
            Optional<Entity> policy = state.alive(EntityKey.of(PolicyId.of(entityId)));
            return policy.map(found -> enforcers.of(found, state));
        }
        if (PoliciesResourceType.THING.equals(resource.getResourceType())
                || PoliciesResourceType.MESSAGE.equals(resource.getResourceType())) {
            return state.alive(EntityKey.of(ThingId.of(entityId))).flatMap(thing -> enforcers.ofThing(thing, state));
        }
        throw JsonParseException.newBuilder()
                .message("The resource '" + resource + "' of a check is neither of a thing, a policy nor a message.")
                .build();
    }

    private static JsonObject object(JsonField check) {
        JsonValue value = check.getValue();
        if (!value.isObject() || value.isNull()) {
            throw JsonParseException.newBuilder()
                    .message("The check '" + check.getKey() + "' is not an object.")
                    .build();
        }
        return value.asObject();
    }

    private static String text(JsonObject check, String field) {
        return check.getValue(field)
                .filter(JsonValue::isString)
                .map(JsonValue::asString)
                .orElseThrow(() -> JsonParseException.newBuilder()
                        .message("A check needs the text '" + field + "'.")
                        .build());
    }

    private static Permissions permissions(JsonObject check) {
        JsonArray names = check.getValue("hasPermissions")
                .filter(JsonValue::isArray)
                .map(JsonValue::asArray)
                .filter(array -> !array.isEmpty() && array.stream().allMatch(JsonValue::isString))
                .orElseThrow(() -> JsonParseException.newBuilder()
                        .message("A check needs 'hasPermissions', an array of permissions.")
                        .build());
        return PoliciesModelFactory.newPermissions(
                names.stream().map(JsonValue::asString).toList());
    }
}
