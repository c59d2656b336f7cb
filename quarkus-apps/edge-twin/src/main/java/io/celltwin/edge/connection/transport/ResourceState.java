package io.celltwin.edge.connection.transport;

import java.time.Instant;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;

/**
 * How it is with one part of a connection.
 *
 * @param address what the part reads or writes
 * @param status whether it works
 * @param details says more, for people
 * @param since since when it is so, UTC
 */
public record ResourceState(String address, ConnectivityStatus status, String details, Instant since) {

    /** The state now, with the former time if only the details differ. */
    public ResourceState now(ConnectivityStatus newStatus, String newDetails) {
        return new ResourceState(address, newStatus, newDetails, newStatus == status ? since : Instant.now());
    }
}
