package io.celltwin.edge.policy;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.policydocument.PolicyDocument;
import io.celltwin.edge.policydocument.PolicyPart;
import io.celltwin.edge.policydocument.PolicyPath;
import io.celltwin.edge.policydocument.PolicyRead;
import io.celltwin.edge.policydocument.PolicyResolver;
import io.celltwin.edge.precondition.EntityTags;
import io.celltwin.edge.precondition.PreconditionErrors;
import io.celltwin.edge.precondition.Preconditions;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.result.CommandResults;
import io.celltwin.edge.state.StateView;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.Policy;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.ResourceKey;

/** Answers the queries for policies with what the asker may read. */
public final class PolicyReads {
    /** What everybody sees who sees anything of a policy. */
    public static final JsonFieldSelector ALWAYS_SHOWN =
            JsonFieldSelector.newInstance(Policy.JsonFields.ID.getPointer());

    private static final String VIEW = "policy-view";

    private final PolicyEnforcerCache enforcers;
    private final Preconditions preconditions = new Preconditions(PreconditionErrors.POLICY);

    public PolicyReads(PolicyEnforcerCache enforcers) {
        this.enforcers = enforcers;
    }

    /** @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if there is nothing to be shown */
    public CommandResult policy(PolicyRead command, StateView state) {
        PolicyId id = command.getEntityId();
        DittoHeaders headers = command.getDittoHeaders();
        PolicyPath path = command.path();
        boolean resolved = isResolvedView(headers) && path.part() == PolicyPart.POLICY;
        JsonPointer place = path.inJson();
        Entity policy = state.alive(EntityKey.of(id)).orElseThrow(() -> PolicyErrors.notFound(id, PolicyPath.POLICY));
        PolicyEnforcer enforcer = enforcers.of(policy, state);
        AuthorizationContext who = headers.getAuthorizationContext();
        ResourceKey resource = PoliciesResourceType.policyResource(command.getResourcePath());
        if (!enforcer.mayReadPart(resource, who)) {
            throw PolicyErrors.notFound(id, path);
        }
        if (!resolved) {
            preconditions.check(command, EntityTags.of(Optional.of(policy), place));
        }
        JsonValue value = resolved ? resolved(policy, who, state) : value(policy, path, id);
        JsonFieldSelector always = place.isEmpty() ? ALWAYS_SHOWN : JsonFactory.emptyFieldSelector();
        JsonValue shown = value.isArray() && enforcer.mayReadAll(resource, who)
                ? value
                : enforcer.view(resource, value, who, always).orElseThrow(() -> PolicyErrors.notFound(id, path));
        Optional<JsonFieldSelector> fields = command.getSelectedFields();
        JsonValue answered = place.isEmpty() && fields.isPresent()
                ? JsonFactory.newObject(special(policy), shown.asObject()).get(fields.get())
                : selected(shown, fields);
        return CommandResults.found(policy, place, command.getResourcePath(), answered, headers);
    }

    private static boolean isResolvedView(DittoHeaders headers) {
        String view = headers.getOrDefault(VIEW, "").trim();
        return switch (view.toLowerCase(Locale.ROOT)) {
            case "", "original" -> false;
            case "resolved" -> true;
            default -> throw PolicyErrors.viewInvalid(view);
        };
    }

    /** What is not said is answered as what it means, where its owner exists. */
    private static JsonValue value(Entity policy, PolicyPath path, PolicyId id) {
        Optional<JsonValue> present = policy.at(path.inJson());
        if (present.isPresent()) {
            return present.get();
        }
        PolicyPath owner = path.ownerPath().orElseThrow(() -> PolicyErrors.notFound(id, path));
        if (policy.at(owner.inJson()).isEmpty()) {
            throw PolicyErrors.notFound(id, owner);
        }
        return switch (path.part()) {
            case ALLOWED_ADDITIONS, REFERENCES, IMPORTED_LABELS, TRANSITIVE_IMPORTS -> JsonFactory.newArray();
            default -> throw PolicyErrors.notFound(id, path);
        };
    }

    /** The policy with what it imports and has by its namespace, as far as the asker may read it where it is from. */
    private JsonObject resolved(Entity policy, AuthorizationContext who, StateView state) {
        PolicyId id = PolicyId.of(policy.key().id());
        PolicyDocument document = PolicyDocument.fromJson(id, policy.json());
        PolicyDocument resolved = new PolicyDocument(
                id, new LinkedHashMap<>(enforcers.resolvedEntries(policy, state)), document.imports());
        resolved.entries()
                .keySet()
                .removeIf(
                        label -> !document.entries().containsKey(label) && !mayReadSource(label, document, who, state));
        return resolved.toJson();
    }

    private boolean mayReadSource(String label, PolicyDocument document, AuthorizationContext who, StateView state) {
        for (PolicyId from : document.imports().keySet()) {
            String prefix = PolicyResolver.importedLabel(from, "");
            if (label.startsWith(prefix)) {
                return mayReadEntry(from, label.substring(prefix.length()), who, state);
            }
        }
        return enforcers.rootOf(label).stream()
                .anyMatch(root -> mayReadEntry(
                        root,
                        label.substring(PolicyResolver.namespaceLabel(root, "").length()),
                        who,
                        state));
    }

    private boolean mayReadEntry(PolicyId from, String label, AuthorizationContext who, StateView state) {
        return state.alive(EntityKey.of(from))
                .filter(source -> enforcers
                        .of(source, state)
                        .mayReadPart(PoliciesResourceType.policyResource("/entries/" + label), who))
                .isPresent();
    }

    private static JsonObject special(Entity policy) {
        return JsonObject.newBuilder()
                .set(Policy.JsonFields.NAMESPACE, policy.key().namespace())
                .set(Policy.JsonFields.REVISION, policy.revision())
                .set(Policy.JsonFields.CREATED, policy.created().toString())
                .set(Policy.JsonFields.MODIFIED, policy.modified().toString())
                .build();
    }

    private static JsonValue selected(JsonValue value, Optional<JsonFieldSelector> fields) {
        return fields.isPresent() && value.isObject() && !value.isNull()
                ? value.asObject().get(fields.get())
                : value;
    }
}
