package io.celltwin.simulator.opcua;

import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingDescription;
import io.celltwin.model.ThingModel;
import io.celltwin.simulator.device.DeviceServer;
import io.celltwin.simulator.device.DeviceValues;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.structured.BuildInfo;
import org.eclipse.milo.opcua.stack.transport.server.OpcServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/**
 * An OPC-UA server with one machine, on its own port on loopback, without encryption and for anybody. Its variables are
 * laid out by the forms of the Thing Model.
 */
public final class OpcUaDevice implements DeviceServer {

    private static final String HOST = "127.0.0.1";

    private final int port;
    private final OpcUaServer server;
    private final OpcServerTransport transport;
    private final List<MachineNamespace> namespaces = new ArrayList<>();
    private boolean reachable = true;

    /**
     * Starts the server.
     *
     * @param deviceId tells this server from others
     * @param wantedPort on loopback, 0 for any free one
     * @param clock for the source time of values
     * @throws IOException if the port is taken
     */
    public OpcUaDevice(String deviceId, ThingModel model, DeviceValues values, int wantedPort, Clock clock)
            throws IOException {
        this.port = free(wantedPort);
        this.transport = new OpcTcpServerTransport(
                OpcTcpServerTransportConfig.newBuilder().build());
        this.server = new OpcUaServer(configuration(deviceId, model), profile -> transport);
        ThingDescription description = model.describe(deviceId, address());
        Map<String, List<NodeField>> byNamespace = new LinkedHashMap<>();
        for (ModelProperty property : model.properties()) {
            description.forms(property).forEach(form -> {
                NodeField field = NodeField.of(property, form);
                byNamespace
                        .computeIfAbsent(field.namespaceUri(), any -> new ArrayList<>())
                        .add(field);
            });
        }
        byNamespace.forEach((uri, fields) -> {
            MachineNamespace namespace = new MachineNamespace(server, uri, fields, values, clock);
            namespace.startup();
            namespaces.add(namespace);
        });
        try {
            server.startup().join();
        } catch (RuntimeException e) {
            close();
            throw new IOException("Port " + port + " cannot be opened for OPC-UA", e);
        }
    }

    /** {@code opc.tcp://host:port}. */
    public URI address() {
        return URI.create("opc.tcp://" + HOST + ':' + port);
    }

    @Override
    public void publish() {
        namespaces.forEach(MachineNamespace::refresh);
    }

    @Override
    public synchronized void cut() {
        if (reachable) {
            reachable = false;
            try {
                transport.unbind();
            } catch (Exception e) {
                throw new IllegalStateException("Port " + port + " does not close", e);
            }
        }
    }

    @Override
    public synchronized void restore() throws IOException {
        if (!reachable) {
            try {
                transport.bind(server.getApplicationContext(), new InetSocketAddress(HOST, port));
            } catch (Exception e) {
                throw new IOException("Port " + port + " cannot be opened again", e);
            }
            reachable = true;
        }
    }

    @Override
    public synchronized void close() {
        reachable = false;
        namespaces.forEach(MachineNamespace::shutdown);
        server.shutdown().join();
    }

    private OpcUaServerConfig configuration(String deviceId, ThingModel model) {
        EndpointConfig endpoint = EndpointConfig.newBuilder()
                .setBindAddress(HOST)
                .setHostname(HOST)
                .setBindPort(port)
                .addTokenPolicies(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS)
                .build();
        String uri = "urn:celltwin:simulator:" + deviceId;
        return OpcUaServerConfig.builder()
                .setApplicationUri(uri)
                .setProductUri(uri)
                .setApplicationName(LocalizedText.english(model.title() + " (simulated)"))
                .setBuildInfo(new BuildInfo(uri, "Celltwin", model.title() + " (simulated)", "", "", DateTime.now()))
                .setEndpoints(Set.of(endpoint))
                .setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine()))
                .build();
    }

    /** The library opens ports late and says no more than that it failed, so the port is tried first. */
    private static int free(int wanted) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(HOST), wanted));
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new IOException("Port " + wanted + " is taken", e);
        }
    }
}
