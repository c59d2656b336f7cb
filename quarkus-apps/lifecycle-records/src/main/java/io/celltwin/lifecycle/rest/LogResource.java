package io.celltwin.lifecycle.rest;

import io.celltwin.lifecycle.evidence.AuditReport;
import io.celltwin.lifecycle.evidence.ConsistencyProof;
import io.celltwin.lifecycle.evidence.InclusionProof;
import io.celltwin.lifecycle.evidence.LogKey;
import io.celltwin.lifecycle.evidence.RecordLog;
import io.celltwin.lifecycle.evidence.RecordLogKeeper;
import io.celltwin.lifecycle.evidence.SignedTreeHead;
import io.celltwin.lifecycle.record.RecordStore;
import io.celltwin.lifecycle.record.StoredRecord;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** {@code /lifecycle/log}: what proves that records are as they were written. */
@Path("/lifecycle/log")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"engineer", "service"})
public class LogResource {
    private final RecordLog log;
    private final RecordLogKeeper keeper;
    private final LogKey key;
    private final RecordStore records;
    private final CallerAccess access;

    @Inject
    LogResource(RecordLog log, RecordLogKeeper keeper, LogKey key, RecordStore records, CallerAccess access) {
        this.records = records;
        this.access = access;
        this.log = log;
        this.keeper = keeper;
        this.key = key;
    }

    /** The public key in PEM; whoever checks a proof should have it from elsewhere, too. */
    @GET
    @Path("key")
    @Produces("application/x-pem-file")
    @PermitAll
    public String key() {
        return key.publicPem();
    }

    /** The newest signed head: it tells nothing but how many records there are. */
    @GET
    @Path("head")
    @RolesAllowed({"engineer", "service", "partner"})
    public SignedTreeHead head() {
        return log.newestHead()
                .orElseThrow(() -> new NotFoundException("No tree head was signed yet; POST signs one."));
    }

    /** Signs a head now. */
    @POST
    @Path("head")
    public SignedTreeHead sign() {
        return keeper.sign();
    }

    /**
     * Proves that a record is in the log.
     *
     * @param record its id
     */
    @GET
    @Path("inclusion")
    public InclusionProof inclusion(@QueryParam("record") Optional<String> record) {
        String id = record.orElseThrow(() -> new IllegalArgumentException("record must name a record by its id."));
        InclusionProof proof = log.prove(id);
        records.byId(id)
                .flatMap(StoredRecord::record)
                .ifPresent(proved -> access.requireAll(proved.thing(), "proof of " + id, List.of(proved)));
        return proof;
    }

    /**
     * Proves that the newest head goes on from an earlier one.
     *
     * @param first {@code treeSize} of the earlier one
     */
    @GET
    @Path("consistency")
    @RolesAllowed({"engineer", "service", "partner"})
    public ConsistencyProof consistency(@QueryParam("first") @DefaultValue("") String first) {
        try {
            return log.proveConsistency(Long.parseLong(first));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("first must be the treeSize of an earlier tree head.");
        }
    }

    /** Holds every record against the log now. */
    @POST
    @Path("audit")
    public AuditReport audit() {
        return keeper.audit();
    }

    /** What the newest audit found. */
    @GET
    @Path("audit")
    public AuditReport newestAudit() {
        return keeper.newestAudit()
                .orElseThrow(() -> new NotFoundException("There was no audit since the start; POST makes one."));
    }
}
