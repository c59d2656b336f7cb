package io.celltwin.edge.connection.transport;

import io.celltwin.edge.error.UnsupportedFeature;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.ditto.connectivity.model.ConnectionType;

/** All transports that this process has. */
@Singleton
public class Transports {
    private final List<Transport> transports;

    @Inject
    public Transports(@All List<Transport> transports) {
        this.transports = transports;
    }

    /**
     * The transport for a type of connections.
     *
     * @throws io.celltwin.edge.error.EdgeTwinException with status 501 if there is none
     */
    public Transport of(ConnectionType type) {
        return transports.stream()
                .filter(transport -> transport.type() == type)
                .findFirst()
                .orElseThrow(() -> UnsupportedFeature.CONNECTION_TYPE.error(type));
    }
}
