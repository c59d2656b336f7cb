package io.celltwin.lifecycle.rest;

import io.celltwin.lifecycle.access.CoreValues;
import io.celltwin.lifecycle.access.RecordAccess;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.twin.Twins;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

/** Callers without a container. */
final class CallerAccesses {

    private CallerAccesses() {}

    static QuarkusSecurityIdentity caller(String name, String role) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRole(role)
                .build();
    }

    static CallerAccess of(RecordStore records, Twins twins, String name, String role) {
        return new CallerAccess(new RecordAccess(records, new CoreValues(twins)), caller(name, role));
    }
}
