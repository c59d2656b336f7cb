package io.celltwin.edge.connection.transport;

import java.util.function.Function;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionType;
import org.eclipse.ditto.connectivity.model.Source;

/**
 * One way in which connections may reach other systems, such as Kafka. To add another, offer a bean of this type that
 * keeps the contract that all of them are tested by; nothing else of the twin service needs to know.
 */
public interface Transport {

    /** Which connections are made by it. */
    ConnectionType type();

    /**
     * Checks what this transport alone knows about: the address, the addresses of sources and targets, quality of
     * service and the specific configuration. All else was checked before.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if the connection is wrong (400), or asks
     *         for what is not there (501)
     */
    void check(Connection connection, DittoHeaders headers);

    /**
     * Makes what sends to the targets and reply targets of a connection that was checked. Opens nothing.
     */
    Publisher publisher(Connection connection);

    /**
     * Makes what reads the sources of a connection that was checked. Opens nothing.
     *
     * @param handlers executes what comes by a source
     * @param longestMessageBytes longer messages are told to the handler without their content
     * @param log where those who look after the connection read what goes wrong
     */
    Consumers consumers(
            Connection connection,
            Function<Source, InboundHandler> handlers,
            long longestMessageBytes,
            ConnectionLog log);
}
