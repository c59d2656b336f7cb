package io.celltwin.edge.policy;

import io.celltwin.edge.access.CreationRules;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.entity.ChangeAction;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.policydocument.EntryDocument;
import io.celltwin.edge.policydocument.PolicyDocument;
import io.celltwin.edge.policydocument.PolicyPart;
import io.celltwin.edge.policydocument.PolicyPath;
import io.celltwin.edge.policydocument.PolicyWrite;
import io.celltwin.edge.precondition.EntityTags;
import io.celltwin.edge.precondition.PreconditionErrors;
import io.celltwin.edge.precondition.Preconditions;
import io.celltwin.edge.precondition.SizeLimits;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.result.CommandResults;
import io.celltwin.edge.state.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PoliciesResourceType;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyConflictException;
import org.eclipse.ditto.policies.model.signals.commands.exceptions.PolicyNotCreatableException;
import org.eclipse.ditto.protocol.TopicPath;

/**
 * Executes the commands that change a policy. Each writes its part as it was sent into the policy's JSON, reads the
 * whole, checks it, and stores what was read: so nothing is stored that was not understood.
 */
public final class PolicyWrites {
    private final PolicyEnforcerCache enforcers;
    private final PolicyRules rules;
    private final CreationRules creators;
    private final SubjectTimes times;
    private final Preconditions preconditions = new Preconditions(PreconditionErrors.POLICY);

    public PolicyWrites(PolicyEnforcerCache enforcers, SizeLimits limits, CreationRules creators, SubjectTimes times) {
        this.times = times;
        this.creators = creators;
        this.enforcers = enforcers;
        rules = new PolicyRules(enforcers, limits);
    }

    /**
     * Executes a command.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is not to be executed; the
     *         transaction is then to be thrown away
     */
    public CommandResult execute(PolicyWrite command, Transaction transaction) {
        PolicyId id = command.getEntityId();
        DittoHeaders headers = command.getDittoHeaders();
        PolicyPath path = command.path();
        Optional<Sent> sent = command.value().map(value -> Sent.of(value, command));
        sent.ifPresent(part -> PolicyDocument.checkPart(id, part.path(), part.value()));
        Optional<Entity> policy = transaction.alive(EntityKey.of(id));
        boolean creates = command.getCategory() == Command.Category.CREATE;
        if (policy.isPresent() && !creates) {
            checkMayWrite(command, policy.get(), transaction);
        }
        preconditions.check(command, EntityTags.of(policy, path.inJson()));
        if (creates && policy.isPresent()) {
            throw PolicyConflictException.newBuilder(id).build();
        }
        if (policy.isEmpty()
                && path.part() == PolicyPart.POLICY
                && command.value().isPresent()) {
            Entity created = create(id, command.value().get().asObject(), headers, transaction);
            return CommandResults.written(
                    TopicPath.Action.CREATE,
                    created,
                    JsonPointer.empty(),
                    JsonPointer.empty(),
                    Optional.of(created.json()),
                    headers);
        }
        Entity present = policy.orElseThrow(() -> PolicyErrors.notFound(id, PolicyPath.POLICY));
        return command.getCategory() == Command.Category.DELETE
                ? delete(command, present, transaction)
                : put(command, sent.orElseThrow(), present, transaction);
    }

    private void checkMayWrite(PolicyWrite command, Entity policy, Transaction transaction) {
        AuthorizationContext who = command.getDittoHeaders().getAuthorizationContext();
        if (!enforcers
                .of(policy, transaction)
                .mayWrite(PoliciesResourceType.policyResource(command.getResourcePath()), who)) {
            throw PolicyErrors.notModifiable(command.getEntityId(), command.path());
        }
    }

    /**
     * Creates a policy that does not exist yet.
     *
     * @param json the policy as it was sent
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is none, or if its creator could not
     *         change it, unless the header {@code allow-policy-lockout} says that this is meant
     */
    public Entity create(PolicyId id, JsonObject json, DittoHeaders headers, Transaction transaction) {
        creators.check(EntityKey.of(id), headers);
        JsonObject resolved = SubjectPlaceholders.resolved(json, false, headers).asObject();
        PolicyDocument policy = times.rounded(PolicyDocument.fromJson(id, resolved));
        PolicyRules.checkNotItself(policy);
        PolicyRules.checkDeclared(policy);
        AuthorizationContext who = headers.getAuthorizationContext();
        rules.checkImports(policy.imports().values(), who, transaction);
        rules.checkImportedReferences(policy.entries().values(), who, transaction);
        PolicyRules.checkNotExpired(policy.entries().values(), transaction.now());
        Entity after = transaction.change(
                EntityKey.of(id), ChangeAction.CREATED, JsonPointer.empty(), Optional.of(policy.toJson()), headers);
        boolean creatorMayChange =
                enforcers.of(after, transaction).mayWrite(PoliciesResourceType.policyResource("/"), who);
        if (!creatorMayChange && !headers.isAllowPolicyLockout()) {
            throw PolicyNotCreatableException.newBuilder(id)
                    .dittoHeaders(headers)
                    .build();
        }
        rules.checkContent(policy, headers);
        return after;
    }

    private CommandResult put(PolicyWrite command, Sent sent, Entity policy, Transaction transaction) {
        DittoHeaders headers = command.getDittoHeaders();
        PolicyPath path = sent.path();
        checkOwner(command, path, policy);
        JsonPointer place = path.inJson();
        JsonObject changed =
                place.isEmpty() ? sent.value().asObject() : policy.json().setValue(place, sent.value());
        PolicyDocument before = document(policy);
        PolicyDocument after = times.rounded(PolicyDocument.fromJson(command.getEntityId(), changed));
        checkWritten(path, before, after, headers.getAuthorizationContext(), transaction);
        PolicyConflicts.check(before, after, path);
        rules.checkContent(after, headers);
        JsonValue written = at(after, place);
        Optional<JsonValue> present = policy.at(place);
        preconditions.checkEqual(command, present, Optional.of(written));
        ChangeAction action = present.isPresent() ? ChangeAction.MODIFIED : ChangeAction.CREATED;
        Entity now = transaction.change(policy.key(), action, place, Optional.of(written), headers);
        return CommandResults.written(
                TopicPath.Action.MODIFY,
                now,
                place,
                path.asResource(),
                isCreation(path.part(), present) ? Optional.of(written) : Optional.empty(),
                headers);
    }

    private static boolean isCreation(PolicyPart part, Optional<JsonValue> present) {
        return switch (part) {
            case POLICY,
                    ENTRIES,
                    IMPORTABLE,
                    NAMESPACES,
                    ALLOWED_ADDITIONS,
                    IMPORTS,
                    IMPORTED_LABELS,
                    TRANSITIVE_IMPORTS -> false;
            default -> present.isEmpty();
        };
    }

    private static PolicyPath pathWithoutPlaceholder(PolicyWrite command) {
        PolicyPath path = command.path();
        return path.part() == PolicyPart.SUBJECT
                ? new PolicyPath(
                        path.part(), path.owner(), SubjectPlaceholders.resolved(path.key(), command.getDittoHeaders()))
                : path;
    }

    private static void checkOwner(PolicyWrite command, PolicyPath path, Entity policy) {
        path.ownerPath()
                .filter(owner -> !owner.equals(path))
                .filter(owner -> policy.at(owner.inJson()).isEmpty())
                .ifPresent(owner -> {
                    throw PolicyErrors.notFound(command.getEntityId(), owner);
                });
    }

    private void checkWritten(
            PolicyPath path,
            PolicyDocument before,
            PolicyDocument after,
            AuthorizationContext who,
            Transaction transaction) {
        PolicyRules.checkNotItself(after);
        List<EntryDocument> entries = new ArrayList<>();
        switch (path.part()) {
            case POLICY -> {
                PolicyRules.checkDeclared(after);
                rules.checkImports(after.imports().values(), who, transaction);
                entries.addAll(after.entries().values());
            }
            case ENTRIES -> entries.addAll(after.entries().values());
            case IMPORTS -> rules.checkImports(after.imports().values(), who, transaction);
            case IMPORT, IMPORTED_LABELS ->
                rules.checkImports(List.of(after.imports().get(PolicyId.of(path.owner()))), who, transaction);
            case TRANSITIVE_IMPORTS -> {
                // Checked when they are resolved: they may be made later.
            }
            default -> entries.add(after.entries().get(path.owner()));
        }
        rules.checkImportedReferences(entries, who, transaction);
        entries.removeIf(entry -> entry.subjects().equals(subjects(before, entry.label())));
        PolicyRules.checkNotExpired(entries, transaction.now());
    }

    private static Object subjects(PolicyDocument policy, String label) {
        EntryDocument entry = policy.entries().get(label);
        return entry == null ? "" : entry.subjects();
    }

    private CommandResult delete(PolicyWrite command, Entity policy, Transaction transaction) {
        PolicyId id = command.getEntityId();
        DittoHeaders headers = command.getDittoHeaders();
        PolicyPath path = pathWithoutPlaceholder(command);
        JsonPointer place = path.inJson();
        if (place.isEmpty()) {
            Entity gone = transaction.change(policy.key(), ChangeAction.DELETED, place, Optional.empty(), headers);
            return CommandResults.written(
                    TopicPath.Action.DELETE, gone, place, path.asResource(), Optional.empty(), headers);
        }
        checkOwner(command, path, policy);
        boolean optional = path.part() == PolicyPart.REFERENCES || path.part() == PolicyPart.ALLOWED_ADDITIONS;
        if (policy.at(place).isEmpty() && !optional) {
            throw PolicyErrors.notFound(id, path);
        }
        boolean imports = path.part() == PolicyPart.IMPORTS;
        JsonObject changed = imports
                ? policy.json().setValue(place, JsonObject.empty())
                : policy.json().remove(place);
        PolicyDocument after = PolicyDocument.fromJson(id, changed);
        PolicyConflicts.check(document(policy), after, path);
        rules.checkContent(after, headers);
        Entity now = imports
                ? transaction.change(
                        policy.key(), ChangeAction.MODIFIED, place, Optional.of(JsonObject.empty()), headers)
                : transaction.change(policy.key(), ChangeAction.DELETED, place, Optional.empty(), headers);
        return CommandResults.written(
                TopicPath.Action.DELETE, now, place, path.asResource(), Optional.empty(), headers);
    }

    private static PolicyDocument document(Entity policy) {
        return PolicyDocument.fromJson(PolicyId.of(policy.key().id()), policy.json());
    }

    private static JsonValue at(PolicyDocument policy, JsonPointer place) {
        JsonObject json = policy.toJson();
        return place.isEmpty() ? json : json.getValue(place).orElseGet(JsonArray::empty);
    }

    /** What a command writes and where, with its placeholders replaced. */
    private record Sent(PolicyPath path, JsonValue value) {
        static Sent of(JsonValue value, PolicyWrite command) {
            boolean subjects = command.path().part() == PolicyPart.SUBJECTS;
            return new Sent(
                    pathWithoutPlaceholder(command),
                    SubjectPlaceholders.resolved(value, subjects, command.getDittoHeaders()));
        }
    }
}
