package io.celltwin.edge.access;

import io.celltwin.edge.entity.KeyPattern;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.Permissions;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.ResourceKey;
import org.eclipse.ditto.policies.model.enforcers.EffectedSubjects;
import org.eclipse.ditto.policies.model.enforcers.Enforcer;

/** What one policy allows to whom. Immutable but for what its enforcer caches. */
public final class PolicyEnforcer {
    private static final String READ = "READ";
    private static final String WRITE = "WRITE";
    private static final String EXECUTE = "EXECUTE";
    private static final Permissions READING = Permissions.newInstance(READ);

    private final Enforcer enforcer;

    PolicyEnforcer(Enforcer enforcer) {
        this.enforcer = enforcer;
    }

    /** Whether everything at and below a resource may be written. */
    public boolean mayWrite(ResourceKey resource, AuthorizationContext who) {
        return enforcer.hasUnrestrictedPermissions(resource, who, WRITE);
    }

    /** Whether an action may be executed. */
    public boolean mayExecute(ResourceKey action, AuthorizationContext who) {
        return enforcer.hasUnrestrictedPermissions(action, who, EXECUTE);
    }

    /** Whether everything of a thing that a merge patch touches may be written. */
    public boolean mayMerge(JsonPointer path, JsonValue patch, AuthorizationContext who) {
        ResourceKey resource = PoliciesResourceType.thingResource(path);
        if (mayWrite(resource, who)) {
            return true;
        }
        if (!enforcer.hasPartialPermissions(resource, who, WRITE)) {
            return false;
        }
        Set<ResourceKey> touched = new HashSet<>();
        collectLeaves(path, patch, touched);
        return enforcer.hasUnrestrictedPermissions(touched, who, WRITE);
    }

    private static void collectLeaves(JsonPointer path, JsonValue patch, Set<ResourceKey> leaves) {
        if (patch.isObject() && !patch.isNull() && !patch.asObject().isEmpty()) {
            for (JsonField field : patch.asObject()) {
                if (KeyPattern.isRemoval(field)) {
                    // It may match anything that stands here.
                    leaves.add(PoliciesResourceType.thingResource(path));
                } else {
                    collectLeaves(path.addLeaf(field.getKey()), field.getValue(), leaves);
                }
            }
        } else {
            leaves.add(PoliciesResourceType.thingResource(path));
        }
    }

    /** Whether everything at and below a resource may be used in all these ways. */
    boolean mayAll(ResourceKey resource, AuthorizationContext who, Permissions permissions) {
        return enforcer.hasUnrestrictedPermissions(resource, who, permissions);
    }

    /** Whether something at or below a resource may be read. */
    public boolean mayReadPart(ResourceKey resource, AuthorizationContext who) {
        return enforcer.hasPartialPermissions(resource, who, READ);
    }

    /** Whether a resource itself may be read; what stands below it need not. */
    public boolean mayReadAt(ResourceKey resource, AuthorizationContext who) {
        EffectedSubjects subjects = enforcer.getSubjectsWithPermission(resource, READING);
        return who.stream().anyMatch(subjects.getGranted()::contains)
                && who.stream().noneMatch(subjects.getRevoked()::contains);
    }

    /** Whether everything at and below a resource may be read. */
    public boolean mayReadAll(ResourceKey resource, AuthorizationContext who) {
        return enforcer.hasUnrestrictedPermissions(resource, who, READING);
    }

    /** Whether a value of a thing may be read that stands at a place and has nothing below it. */
    public boolean mayReadValueAt(JsonPointer place, AuthorizationContext who) {
        ResourceKey resource = PoliciesResourceType.thingResource(place);
        if (mayReadAll(resource, who)) {
            return true;
        }
        if (!mayReadPart(resource, who)) {
            return false;
        }
        JsonObject only = JsonObject.empty().setValue(place, JsonValue.of(true));
        return enforcer.buildJsonView(
                        PoliciesResourceType.thingResource("/"), only, who, JsonFactory.emptyFieldSelector(), READING)
                .contains(place);
    }

    /** Whether everything at and below each of some resources may be read. */
    public boolean mayReadAll(Set<ResourceKey> resources, AuthorizationContext who) {
        return enforcer.hasUnrestrictedPermissions(resources, who, READ);
    }

    /**
     * The part of a value that may be read.
     *
     * @param resource where the value stands
     * @param alwaysShown fields that are shown to everybody who may read anything of the entity
     * @return nothing if nothing of it may be read
     */
    public Optional<JsonValue> view(
            ResourceKey resource, JsonValue value, AuthorizationContext who, JsonFieldSelector alwaysShown) {
        if (mayReadAll(resource, who)) {
            return Optional.of(value);
        }
        if (!value.isObject() || value.isNull() || !mayReadPart(resource, who)) {
            return Optional.empty();
        }
        JsonObject visible = enforcer.buildJsonView(resource, value.asObject(), who, alwaysShown, READING);
        return Optional.of(visible);
    }

    /** Whether somebody may write everything at and below a resource. */
    boolean anybodyMayWrite(ResourceKey resource) {
        return !enforcer.getSubjectsWithUnrestrictedPermission(resource, WRITE).isEmpty();
    }
}
