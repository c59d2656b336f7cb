package io.celltwin.edge.policy;

import io.celltwin.edge.access.PolicyEnforcer;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.entity.ChangeAction;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.policydocument.EntryDocument;
import io.celltwin.edge.policydocument.ExpiredSubjectRemoval;
import io.celltwin.edge.policydocument.PolicyAction;
import io.celltwin.edge.policydocument.PolicyDocument;
import io.celltwin.edge.policydocument.PolicyPart;
import io.celltwin.edge.policydocument.PolicyPath;
import io.celltwin.edge.precondition.SizeLimits;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.result.CommandResults;
import io.celltwin.edge.state.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.PipelineElement;
import org.eclipse.ditto.placeholders.PlaceholderFactory;
import org.eclipse.ditto.policies.model.EffectedPermissions;
import org.eclipse.ditto.policies.model.PoliciesModelFactory;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.Resource;
import org.eclipse.ditto.policies.model.Subject;
import org.eclipse.ditto.policies.model.SubjectExpiry;
import org.eclipse.ditto.policies.model.SubjectId;
import org.eclipse.ditto.policies.model.Subjects;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotAccessibleException;

/**
 * Adds and removes the subjects of tokens, and those whose time has run out.
 *
 * <ol>
 * <li>Who acts needs {@code EXECUTE} on the action of the entry; of a whole policy the entries are taken for which he has.
 * <li>Of these the entries are left that name one of his subjects and, to add, grant {@code READ} on a thing.
 * <li>All subjects are changed at once, with one revision.
 * </ol>
 */
public final class PolicyActions {
    private static final String READ = "READ";

    private final PolicyEnforcerCache enforcers;
    private final PolicyRules rules;
    private final SubjectTimes times;

    public PolicyActions(PolicyEnforcerCache enforcers, SizeLimits limits, SubjectTimes times) {
        this.enforcers = enforcers;
        this.times = times;
        rules = new PolicyRules(enforcers, limits);
    }

    /**
     * Executes an action.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is not to be executed; the
     *         transaction is then to be thrown away
     */
    public CommandResult execute(PolicyAction action, Transaction transaction) {
        PolicyId id = action.getEntityId();
        Entity policy = transaction
                .alive(EntityKey.of(id))
                .orElseThrow(() -> PolicyNotAccessibleException.newBuilder(id).build());
        PolicyDocument before = PolicyDocument.fromJson(id, policy.json());
        Map<String, EntryDocument> changed = new LinkedHashMap<>(before.entries());
        for (EntryDocument entry : applicable(action, before, enforcers.of(policy, transaction))) {
            changed.put(entry.label(), entry.withSubjects(after(action, entry, transaction)));
        }
        PolicyDocument after = new PolicyDocument(id, changed, before.imports());
        rules.checkContent(after, action.getDittoHeaders());
        Entity now = transaction.change(
                policy.key(),
                ChangeAction.MODIFIED,
                place(action),
                after.toJson().getValue(place(action)),
                action.getDittoHeaders());
        return CommandResults.executed(now, action.getResourcePath(), action.getDittoHeaders());
    }

    private static JsonPointer place(PolicyAction action) {
        return action.label()
                .map(label -> new PolicyPath(PolicyPart.SUBJECTS, label, ""))
                .orElseGet(() -> new PolicyPath(PolicyPart.ENTRIES, "", ""))
                .inJson();
    }

    private static List<EntryDocument> applicable(PolicyAction action, PolicyDocument policy, PolicyEnforcer enforcer) {
        AuthorizationContext who = action.getDittoHeaders().getAuthorizationContext();
        List<String> labels = action.label()
                .map(List::of)
                .orElseGet(() -> List.copyOf(policy.entries().keySet()));
        List<String> executable = labels.stream()
                .filter(label ->
                        enforcer.mayExecute(PoliciesResourceType.policyResource(action.resourceOf(label)), who))
                .toList();
        if (executable.isEmpty()) {
            throw action.kind()
                    .failed(HttpStatus.FORBIDDEN, "The requester has insufficient permissions. 'EXECUTE' is required.");
        }
        List<EntryDocument> applicable = executable.stream()
                .flatMap(label -> Optional.ofNullable(policy.entries().get(label)).stream())
                .filter(entry -> isApplicable(action.kind(), entry, who))
                .toList();
        if (applicable.isEmpty()) {
            throw action.kind().failed(HttpStatus.NOT_FOUND, notApplicable(action));
        }
        return applicable;
    }

    private static boolean isApplicable(PolicyAction.Kind kind, EntryDocument entry, AuthorizationContext who) {
        boolean named = entry.subjects().stream()
                .anyMatch(subject -> who.getAuthorizationSubjectIds()
                        .contains(subject.getId().toString()));
        return named
                && (kind == PolicyAction.Kind.DEACTIVATE
                        || entry.resources().stream().anyMatch(PolicyActions::letsReadThings));
    }

    private static boolean letsReadThings(Resource resource) {
        EffectedPermissions permissions = resource.getEffectedPermissions();
        return PoliciesResourceType.THING.equals(resource.getResourceKey().getResourceType())
                && permissions.getGrantedPermissions().contains(READ)
                && !permissions.getRevokedPermissions().contains(READ);
    }

    private static String notApplicable(PolicyAction action) {
        if (action.label().isEmpty()) {
            return "No policy entry found for which the top level action could be applied.";
        }
        return action.kind() == PolicyAction.Kind.ACTIVATE
                ? "No policy entry found containing one of the authorized subjects and with any READ permission for"
                        + " things."
                : "No policy entry found containing one of the authorized subjects.";
    }

    private Subjects after(PolicyAction action, EntryDocument entry, Transaction transaction) {
        ExpressionResolver resolver = PlaceholderFactory.newExpressionResolver(
                PlaceholderFactory.newPlaceholderResolver(PolicyEntryPlaceholder.INSTANCE, entry.label()));
        List<SubjectId> ids = action.subjects().stream()
                .map(resolver::resolve)
                .flatMap(PipelineElement::toStream)
                .map(SubjectId::newInstance)
                .toList();
        Subjects subjects = entry.subjects();
        for (SubjectId id : ids) {
            subjects = action.kind() == PolicyAction.Kind.DEACTIVATE
                    ? subjects.removeSubject(id)
                    : subjects.setSubject(times.rounded(Subject.newInstance(
                            id,
                            PoliciesModelFactory.newSubjectType(
                                    "added via action <" + action.kind() + "> at <" + transaction.now() + ">"),
                            SubjectExpiry.newInstance(action.expiry()),
                            action.announcement().orElse(null))));
        }
        return subjects;
    }

    /** Takes an expired subject out of all entries where it still stands as it was. */
    public CommandResult execute(ExpiredSubjectRemoval removal, Transaction transaction) {
        PolicyId id = removal.getEntityId();
        DittoHeaders headers = removal.getDittoHeaders();
        Entity policy = transaction
                .alive(EntityKey.of(id))
                .orElseThrow(() -> PolicyNotAccessibleException.newBuilder(id).build());
        String subject = removal.subject().getId().toString();
        List<PolicyPath> places = new ArrayList<>();
        PolicyDocument.fromJson(id, policy.json()).entries().values().stream()
                .filter(entry -> entry.subjects()
                        .getSubject(removal.subject().getId())
                        .filter(removal.subject()::equals)
                        .isPresent())
                .forEach(entry -> places.add(new PolicyPath(PolicyPart.SUBJECT, entry.label(), subject)));
        Entity now = policy;
        for (PolicyPath place : places) {
            now = transaction.change(policy.key(), ChangeAction.DELETED, place.inJson(), Optional.empty(), headers);
        }
        return CommandResults.executed(now, JsonPointer.empty(), headers);
    }
}
