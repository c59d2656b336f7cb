package io.celltwin.edge.connection;

import io.celltwin.edge.connection.transport.Consumers;
import io.celltwin.edge.connection.transport.ResourceState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is open of a connection.
 *
 * @param consumers what comes in
 * @param outbound what goes out, if anything may
 */
record OpenConnection(Consumers consumers, Optional<Outbound> outbound) implements AutoCloseable {

    List<ResourceState> sourceStates() {
        return consumers.states();
    }

    List<ResourceState> targetStates() {
        return outbound.stream().flatMap(out -> Stream.of(out.state())).toList();
    }

    /** Executes what has come and sends what waits, as far as that takes a short time. */
    @Override
    public void close() {
        consumers.close();
        outbound.ifPresent(Outbound::close);
    }
}
