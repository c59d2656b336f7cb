package io.celltwin.lifecycle.rest;

import io.celltwin.lifecycle.access.Reader;
import io.celltwin.lifecycle.access.RecordAccess;
import io.celltwin.lifecycle.record.LifecycleRecord;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ForbiddenException;
import java.util.List;

/** What whoever makes the request under way may see: engineers see trade secrets, other accounts do not. */
@ApplicationScoped
class CallerAccess {
    private static final String ENGINEER = "engineer";

    private final RecordAccess access;
    private final SecurityIdentity caller;

    @Inject
    CallerAccess(RecordAccess access, SecurityIdentity caller) {
        this.access = access;
        this.caller = caller;
    }

    List<LifecycleRecord> show(String thing, String asked, List<LifecycleRecord> found) {
        return access.show(reader(), thing, asked, found);
    }

    /** @throws ForbiddenException if there are trade secrets in it and the caller may not see them */
    void requireAll(String thing, String asked, List<LifecycleRecord> found) {
        if (!access.mayRead(reader(), thing, asked, found)) {
            throw new ForbiddenException(
                    "There are trade secrets (data class core) in it, which your account may not see: an engineer may.");
        }
    }

    /** @throws ForbiddenException as above, whatever is found */
    void requireCore(String thing, String asked) {
        if (!reader().seesCore()) {
            throw new ForbiddenException(
                    "It may tell trade secrets (data class core), which your account may not see: an engineer may.");
        }
        access.leave(reader(), thing, asked, 1);
    }

    /** The caller has seen what is for the owner of a thing alone. */
    void seenByOwner(String thing, String asked) {
        access.leave(reader(), thing, asked, 1);
    }

    private Reader reader() {
        return new Reader(caller.getPrincipal().getName(), caller.hasRole(ENGINEER));
    }
}
