package io.celltwin.adapter.opcua;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.core.Reference;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaDataTypeNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaNodeContext;
import org.eclipse.milo.opcua.sdk.server.nodes.UaObjectNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.sdk.server.subscriptions.Subscription;
import org.eclipse.milo.opcua.sdk.server.util.SubscriptionModel;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.ReferenceTypes;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.DefaultServerCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BuildInfo;
import org.eclipse.milo.opcua.stack.core.types.structured.DataTypeDefinition;
import org.eclipse.milo.opcua.stack.core.types.structured.DeleteSubscriptionsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadDetails;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;
import org.eclipse.milo.opcua.stack.core.types.structured.RequestHeader;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** A real OPC-UA server on the loopback interface, which takes few nodes at a time. */
final class TestServer implements AutoCloseable {

    static final String NAMESPACE = "urn:celltwin:test";
    static final String USER = "adapter";
    static final String PASSWORD = "correct horse";

    private static final String HOST = "127.0.0.1";
    private static final String APPLICATION_URI = "urn:celltwin:test-server";
    private static final UInteger MOST_PER_CALL = uint(2);
    private static final int MOST_SESSIONS = 100;

    private static final KeyPair KEYS;

    static {
        Security.addProvider(new BouncyCastleProvider());
        try {
            KEYS = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
        } catch (NoSuchAlgorithmException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int port;
    private final OpcUaServer server;
    private final Nodes nodes;
    private final X509Certificate certificate;
    private final MemoryTrustListManager trusted = new MemoryTrustListManager();

    private final LossyPublishing publishing;
    private final ServerConditions conditions;

    private TestServer(int port, Set<SecurityPolicy> policies, Limits limits, String... others) throws Exception {
        this.port = port;
        certificate = new SelfSignedCertificateBuilder(KEYS)
                .setCommonName("Test server")
                .setApplicationUri(APPLICATION_URI)
                .addIpAddress(HOST)
                .build();
        MemoryCertificateQuarantine quarantine = new MemoryCertificateQuarantine();
        DefaultApplicationGroup group = DefaultApplicationGroup.createAndInitialize(
                trusted,
                new MemoryCertificateStore(),
                new OneCertificate(KEYS, certificate),
                new DefaultServerCertificateValidator(trusted, quarantine));
        OpcUaServerConfig config = OpcUaServerConfig.builder()
                .setApplicationUri(APPLICATION_URI)
                .setProductUri(APPLICATION_URI)
                .setApplicationName(LocalizedText.english("Test server"))
                .setBuildInfo(new BuildInfo("", "", "", "", "", DateTime.now()))
                .setEndpoints(endpoints(certificate, policies))
                .setLimits(limits)
                .setCertificateManager(new DefaultCertificateManager(quarantine, group))
                .setIdentityValidator(new CompositeValidator(
                        AnonymousIdentityValidator.INSTANCE,
                        new UsernameIdentityValidator(
                                challenge -> challenge.getUsername().equals(USER)
                                        && challenge.getPassword().equals(PASSWORD))))
                .build();
        server = new OpcUaServer(
                config,
                profile -> new OpcTcpServerTransport(
                        OpcTcpServerTransportConfig.newBuilder().build()));
        publishing = new LossyPublishing(server);
        server.addServiceSet("/", publishing);
        conditions = new ServerConditions(server);
        server.addServiceSet("/", conditions);
        for (String other : others) {
            server.getNamespaceTable().add(other);
        }
        nodes = new Nodes(server);
        nodes.startup();
        server.startup().get();
    }

    static TestServer start() throws Exception {
        return start(freePort(), Set.of(SecurityPolicy.None));
    }

    static TestServer start(int port, Set<SecurityPolicy> policies) throws Exception {
        return new TestServer(port, policies, Limits.of(MOST_SESSIONS));
    }

    /** Starts a server in which another namespace has the number that is this one's elsewhere. */
    static TestServer startAfterAnotherNamespace(int port) throws Exception {
        return new TestServer(port, Set.of(SecurityPolicy.None), Limits.of(MOST_SESSIONS), "urn:another");
    }

    /** Starts a server that allows few sessions. */
    static TestServer startWithSessions(int port, int mostSessions) throws Exception {
        return new TestServer(port, Set.of(SecurityPolicy.None), Limits.of(mostSessions));
    }

    /** Starts a server that allows few subscriptions, and few items in all of them. */
    static TestServer startWithSubscriptions(int mostSubscriptions, int mostItems) throws Exception {
        return new TestServer(
                freePort(),
                Set.of(SecurityPolicy.None),
                new Limits(uint(MOST_SESSIONS), uint(mostSubscriptions), uint(mostItems)));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            socket.setReuseAddress(true);
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    String address() {
        return "opc.tcp://" + HOST + ":" + port;
    }

    X509Certificate certificate() {
        return certificate;
    }

    void trust(X509Certificate certificate) {
        trusted.addTrustedCertificate(certificate);
    }

    int sessions() {
        return server.getSessionManager().getAllSessions().size();
    }

    int subscriptions() {
        return server.getSubscriptions().size();
    }

    int watchedItems() {
        return server.getMonitoredItemCount().intValue();
    }

    ServerConditions conditions() {
        return conditions;
    }

    /** Deletes all subscriptions without a word, as a server does that was short of memory. */
    void forgetSubscriptions() {
        RequestHeader header =
                new RequestHeader(NodeId.NULL_VALUE, DateTime.now(), uint(0), uint(0), null, uint(0), null);
        server.getSessionManager().getAllSessions().forEach(session -> {
            UInteger[] ids = session.getSubscriptionManager().getSubscriptions().stream()
                    .map(Subscription::getId)
                    .toArray(UInteger[]::new);
            session.getSubscriptionManager()
                    .deleteSubscriptions(new DeleteSubscriptionsRequest(header, ids))
                    .join();
        });
    }

    /** Ends all sessions from the server's side; their subscriptions with them. */
    void killSessions() {
        server.getSessionManager()
                .getAllSessions()
                .forEach(session -> server.getSessionManager().killSession(session.getSessionId(), true));
    }

    LossyPublishing publishing() {
        return publishing;
    }

    /** Adds nodes of other kinds. */
    TestServer nodes(Consumer<Nodes> addition) {
        addition.accept(nodes);
        return this;
    }

    void remove(String name) {
        nodes.remove(name);
    }

    Object get(String name) {
        return nodes.get(name);
    }

    /** Adds a variable whose history clients may read, where the server can. */
    TestServer historical(String name, DataValue value) {
        nodes.add(name, 0, AccessLevel.READ_ONLY);
        nodes.allowHistory(name);
        record(name, value);
        return this;
    }

    /** Gives a variable a value, and keeps it. */
    void record(String name, DataValue value) {
        nodes.record(name, value);
        set(name, value);
    }

    /** Whether the server can read what it has kept; by default it can. */
    void readsHistory(boolean can) {
        nodes.readsHistory = can;
    }

    /** How often history was read. */
    int historyReads() {
        return nodes.historyReads.get();
    }

    /** Adds a variable that clients may read only. */
    TestServer readOnlyVariable(String name, Object value) {
        nodes.add(name, value, AccessLevel.READ_ONLY);
        return this;
    }

    /** Adds a variable whose identifier is a text. */
    TestServer variable(String name, Object value) {
        return variable((Object) name, value);
    }

    /** Adds a variable. */
    TestServer variable(Object identifier, Object value) {
        nodes.add(identifier, value, AccessLevel.READ_WRITE);
        return this;
    }

    void set(String name, Object value) {
        set(name, new DataValue(Variant.of(value)));
    }

    void set(String name, DataValue value) {
        nodes.set(name, value);
    }

    void fail(String name, long status) {
        set(name, new DataValue(new StatusCode(status)));
    }

    @Override
    public void close() {
        nodes.shutdown();
        server.shutdown().join();
    }

    private Set<EndpointConfig> endpoints(X509Certificate certificate, Set<SecurityPolicy> policies) {
        Set<EndpointConfig> endpoints = new LinkedHashSet<>();
        EndpointConfig.Builder base = EndpointConfig.newBuilder()
                .setBindAddress(HOST)
                .setHostname(HOST)
                .setBindPort(port)
                .setCertificate(certificate)
                .addTokenPolicies(
                        OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS, OpcUaServerConfig.USER_TOKEN_POLICY_USERNAME);
        for (SecurityPolicy policy : policies) {
            endpoints.add(base.copy()
                    .setSecurityPolicy(policy)
                    .setSecurityMode(
                            policy == SecurityPolicy.None
                                    ? MessageSecurityMode.None
                                    : MessageSecurityMode.SignAndEncrypt)
                    .build());
        }
        endpoints.add(base.copy()
                .setPath("/discovery")
                .setSecurityPolicy(SecurityPolicy.None)
                .setSecurityMode(MessageSecurityMode.None)
                .build());
        return endpoints;
    }

    /** Makes a server tell that it takes few nodes at a time; it refuses more. */
    private record Limits(UInteger mostSessions, UInteger mostSubscriptions, UInteger mostItems)
            implements OpcUaServerConfigLimits {

        static Limits of(int mostSessions) {
            return new Limits(uint(mostSessions), uint(100), uint(100_000));
        }

        @Override
        public UInteger getMaxSubscriptionsPerSession() {
            return mostSubscriptions;
        }

        @Override
        public UInteger getMaxMonitoredItemsPerSession() {
            return mostItems;
        }

        @Override
        public Double getMinSupportedSampleRate() {
            return 5.0;
        }

        @Override
        public UInteger getMaxSessions() {
            return mostSessions;
        }

        @Override
        public UInteger getMaxNodesPerRead() {
            return MOST_PER_CALL;
        }

        @Override
        public UInteger getMaxMonitoredItemsPerCall() {
            return MOST_PER_CALL;
        }

        @Override
        public Double getMinPublishingInterval() {
            return 10.0;
        }
    }

    private static final class OneCertificate extends RsaSha256CertificateFactory {

        private final KeyPair keys;
        private final X509Certificate certificate;

        OneCertificate(KeyPair keys, X509Certificate certificate) {
            this.keys = keys;
            this.certificate = certificate;
        }

        @Override
        protected KeyPair createRsaSha256KeyPair() {
            return keys;
        }

        @Override
        protected X509Certificate[] createRsaSha256CertificateChain(KeyPair keyPair) {
            return new X509Certificate[] {certificate};
        }
    }

    static final class Nodes extends ManagedNamespaceWithLifecycle {

        private final SubscriptionModel subscriptions;
        private final Map<Object, UaVariableNode> variables = new ConcurrentHashMap<>();
        private final Map<String, List<DataValue>> history = new ConcurrentHashMap<>();
        private final AtomicInteger historyReads = new AtomicInteger();
        private volatile boolean readsHistory = true;

        Nodes(OpcUaServer server) {
            super(server, NAMESPACE);
            subscriptions = new SubscriptionModel(server, this);
            getLifecycleManager().addLifecycle(subscriptions);
        }

        void add(Object identifier, Object value, Set<AccessLevel> access) {
            UaVariableNode node = new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
                    .setNodeId(nodeId(identifier))
                    .setBrowseName(newQualifiedName(identifier.toString()))
                    .setDisplayName(LocalizedText.english(identifier.toString()))
                    .setDataType(NodeIds.BaseDataType)
                    .setTypeDefinition(NodeIds.BaseDataVariableType)
                    .setAccessLevel(access)
                    .setUserAccessLevel(access)
                    .build();
            node.setValue(new DataValue(Variant.of(value)));
            getNodeManager().addNode(node);
            variables.put(identifier, node);
        }

        void add(UaNode node) {
            getNodeManager().addNode(node);
        }

        UaNodeContext context() {
            return getNodeContext();
        }

        NodeId id(String name) {
            return newNodeId(name);
        }

        QualifiedName name(String name) {
            return newQualifiedName(name);
        }

        void allowHistory(String name) {
            UaVariableNode node = variables.get(name);
            node.setAccessLevel(AccessLevel.toValue(AccessLevel.CurrentRead, AccessLevel.HistoryRead));
            node.setUserAccessLevel(AccessLevel.toValue(AccessLevel.CurrentRead, AccessLevel.HistoryRead));
            node.setHistorizing(true);
        }

        void record(String name, DataValue value) {
            history.computeIfAbsent(name, each -> new CopyOnWriteArrayList<>()).add(value);
        }

        @Override
        public List<HistoryReadResult> historyRead(
                HistoryReadContext context,
                HistoryReadDetails details,
                TimestampsToReturn timestamps,
                List<HistoryReadValueId> asked) {
            historyReads.incrementAndGet();
            if (!readsHistory) {
                return super.historyRead(context, details, timestamps, asked);
            }
            return asked.stream()
                    .map(each -> page((ReadRawModifiedDetails) details, each))
                    .toList();
        }

        private HistoryReadResult page(ReadRawModifiedDetails details, HistoryReadValueId asked) {
            int most = details.getNumValuesPerNode().intValue();
            int first = asked.getContinuationPoint() == null
                            || asked.getContinuationPoint().isNullOrEmpty()
                    ? 0
                    : Integer.parseInt(new String(asked.getContinuationPoint().bytesOrEmpty(), UTF_8));
            List<DataValue> kept =
                    history.getOrDefault(asked.getNodeId().getIdentifier().toString(), List.of()).stream()
                            .filter(value -> !isBefore(value.sourceTime(), details.getStartTime())
                                    && isBefore(value.sourceTime(), details.getEndTime()))
                            .toList();
            int end = Math.min(kept.size(), first + most);
            return new HistoryReadResult(
                    StatusCode.GOOD,
                    end < kept.size() ? ByteString.of(Integer.toString(end).getBytes(UTF_8)) : ByteString.NULL_VALUE,
                    ExtensionObject.encode(
                            getServer().getStaticEncodingContext(),
                            new HistoryData(kept.subList(first, end).toArray(DataValue[]::new))));
        }

        private static boolean isBefore(DateTime time, DateTime other) {
            return time.getUtcTime() < other.getUtcTime();
        }

        void remove(Object identifier) {
            variables.remove(identifier).delete();
        }

        /** Adds a variable of a data type of its own. */
        void add(String name, NodeId dataType, Object value) {
            add(name, value, AccessLevel.READ_WRITE);
            variables.get(name).setDataType(dataType);
        }

        /** Adds a folder to the server's objects. */
        void folder(String name) {
            UaObjectNode folder = UaObjectNode.builder(getNodeContext())
                    .setNodeId(newNodeId(name))
                    .setBrowseName(newQualifiedName(name))
                    .setDisplayName(LocalizedText.english(name))
                    .setTypeDefinition(NodeIds.FolderType)
                    .build();
            folder.addReference(new Reference(
                    folder.getNodeId(), ReferenceTypes.Organizes, NodeIds.ObjectsFolder.expanded(), false));
            getNodeManager().addNode(folder);
        }

        /** Adds a variable to a folder. */
        void addTo(String folder, String name, NodeId dataType, Object value) {
            add(name, dataType, value);
            UaVariableNode node = variables.get(name);
            node.addReference(new Reference(
                    node.getNodeId(),
                    ReferenceTypes.HasComponent,
                    newNodeId(folder).expanded(),
                    false));
        }

        /** Says how many dimensions the values of a variable have. */
        void rank(String variable, int dimensions) {
            variables.get(variable).setValueRank(dimensions);
        }

        /** Adds a property that holds a structure to a variable. */
        void property(String variable, String name, UaStructuredType value) {
            String id = variable + " " + name;
            add(id, ExtensionObject.encode(getServer().getStaticEncodingContext(), value), AccessLevel.READ_ONLY);
            UaVariableNode node = variables.get(id);
            node.setBrowseName(new QualifiedName(0, name));
            node.addReference(new Reference(
                    node.getNodeId(),
                    ReferenceTypes.HasProperty,
                    newNodeId(variable).expanded(),
                    false));
        }

        /** Adds a data type with its definition and, for a structure, the node that names its encoding. */
        NodeId type(String name, NodeId supertype, DataTypeDefinition definition) {
            NodeId id = newNodeId("type " + name);
            UaDataTypeNode type = new UaDataTypeNode(
                    getNodeContext(),
                    id,
                    newQualifiedName(name),
                    LocalizedText.english(name),
                    LocalizedText.NULL_VALUE,
                    uint(0),
                    uint(0),
                    null,
                    null,
                    null,
                    false,
                    definition);
            type.addReference(new Reference(id, ReferenceTypes.HasSubtype, supertype.expanded(), false));
            getNodeManager().addNode(type);
            UaObjectNode encoding = UaObjectNode.builder(getNodeContext())
                    .setNodeId(encoding(name))
                    .setBrowseName(new QualifiedName(0, "Default Binary"))
                    .setDisplayName(LocalizedText.english("Default Binary"))
                    .setTypeDefinition(NodeIds.DataTypeEncodingType)
                    .build();
            encoding.addReference(new Reference(encoding(name), ReferenceTypes.HasEncoding, id.expanded(), false));
            getNodeManager().addNode(encoding);
            return id;
        }

        NodeId encoding(String name) {
            return newNodeId("encoding " + name);
        }

        private NodeId nodeId(Object identifier) {
            if (identifier instanceof UInteger number) {
                return new NodeId(getNamespaceIndex(), number);
            }
            if (identifier instanceof UUID guid) {
                return new NodeId(getNamespaceIndex(), guid);
            }
            if (identifier instanceof ByteString bytes) {
                return new NodeId(getNamespaceIndex(), bytes);
            }
            return newNodeId(identifier.toString());
        }

        Object get(String name) {
            return variables.get(name).getValue().value().value();
        }

        void set(String name, DataValue value) {
            variables.get(name).setValue(value);
        }

        @Override
        public void onDataItemsCreated(List<DataItem> items) {
            subscriptions.onDataItemsCreated(items);
        }

        @Override
        public void onDataItemsModified(List<DataItem> items) {
            subscriptions.onDataItemsModified(items);
        }

        @Override
        public void onDataItemsDeleted(List<DataItem> items) {
            subscriptions.onDataItemsDeleted(items);
        }

        @Override
        public void onMonitoringModeChanged(List<MonitoredItem> items) {
            subscriptions.onMonitoringModeChanged(items);
        }
    }
}
