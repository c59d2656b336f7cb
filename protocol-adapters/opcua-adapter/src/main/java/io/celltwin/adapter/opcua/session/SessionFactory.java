package io.celltwin.adapter.opcua.session;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.driver.RequestMeter;
import io.celltwin.adapter.opcua.config.OpcUaConfig;
import io.celltwin.adapter.opcua.config.OpcUaConfig.Account;
import io.celltwin.adapter.opcua.security.CertificateDirectory;
import io.celltwin.adapter.opcua.security.ClientCertificate;
import io.celltwin.adapter.opcua.security.ConnectionSecurity;
import io.celltwin.adapter.opcua.security.EndpointChoice;
import io.celltwin.adapter.opcua.security.PasswordProtection;
import io.celltwin.adapter.opcua.subscription.ChangeMetrics;
import io.celltwin.adapter.opcua.subscription.SubscriptionSettings;
import io.celltwin.adapter.opcua.subscription.Subscriptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.sdk.client.typetree.DataTypeManagerFactory;
import org.eclipse.milo.opcua.sdk.client.typetree.DataTypeTreeFactory;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;

/**
 * Opens sessions at servers. Blocks until it has one.
 */
public final class SessionFactory {

    private final OpcUaConfig config;
    private final ChangeMetrics metrics;
    private final RequestMeter requests;
    private final Executor executor;
    private final ScheduledExecutorService timer;
    private CertificateDirectory certificates;

    /**
     * @param config how to connect
     * @param metrics counts what servers dropped
     * @param requests measures what servers answer
     * @param executor its threads may be blocked until a server has answered
     * @param timer looks after what is watched
     */
    public SessionFactory(
            OpcUaConfig config,
            ChangeMetrics metrics,
            RequestMeter requests,
            Executor executor,
            ScheduledExecutorService timer) {
        this.config = config;
        this.metrics = metrics;
        this.requests = requests;
        this.executor = executor;
        this.timer = timer;
    }

    /**
     * Finds out which server a device is behind, and how that is reached as the device's settings and the configuration say.
     *
     * @param address the device's address
     * @param settings the device's settings
     * @return the server
     * @throws UaException if its host is unknown
     * @throws DeviceConfigurationException if the address or the settings make no sense
     */
    public ServerKey server(URI address, DeviceSettings settings) throws UaException {
        if (address.getHost() == null || address.getPort() < 0) {
            throw new DeviceConfigurationException(
                    "address %s is not of the form opc.tcp://host:port[/path]".formatted(address));
        }
        return ServerKey.of(
                address,
                ConnectionSecurity.of(settings, config, isLoopback(address)),
                account(address).map(Account::username),
                settings.timeout().orElse(config.requestTimeout()));
    }

    /**
     * Opens a session with a server.
     *
     * @param server the server
     * @param onFailure is told when the session, though open, is of no more use
     * @return the open session; Milo would reconnect by itself once that is lost, so it has to be closed then
     * @throws UaException if there is no server, or it does not let the adapter in
     * @throws TimeoutException if the server does not answer in time
     * @throws InterruptedException if the calling thread is interrupted
     * @throws DeviceConfigurationException if the configuration makes no sense, or not for this server
     */
    public ServerSession open(ServerKey server, Consumer<String> onFailure)
            throws UaException, TimeoutException, InterruptedException {
        URI address = server.address();
        boolean loopback = isLoopback(address);
        ConnectionSecurity security = server.security();
        Duration requestTimeout = server.requestTimeout();
        EndpointDescription endpoint = endpoint(server);
        OpcUaClientConfigBuilder builder = OpcUaClientConfig.builder()
                .setEndpoint(endpoint)
                .setApplicationName(LocalizedText.english("Celltwin OPC-UA adapter"))
                .setProductUri("urn:celltwin")
                .setSessionName(() -> "celltwin")
                .setRequestTimeout(millis(requestTimeout))
                .setKeepAliveInterval(millis(config.keepAliveInterval()))
                .setKeepAliveTimeout(millis(requestTimeout))
                .setKeepAliveFailuresAllowed(uint(0));
        if (security.isSecured()) {
            proveIdentity(builder);
        }
        builder.setIdentityProvider(identity(address, new PasswordProtection(security, loopback)));
        OpcTcpClientTransportConfigBuilder transport = OpcTcpClientTransportConfig.newBuilder();
        configure(transport, requestTimeout);
        OpcUaClient client = new OpcUaClient(builder.build(), new MeteredTransport(transport.build(), requests));
        // Servers have thousands of types: only those are read that a value has.
        client.setDataTypeTreeFactory(DataTypeTreeFactory.lazy());
        client.setDynamicDataTypeManagerFactory(DataTypeManagerFactory.lazy());
        try {
            await(client.connectAsync(), config.connectTimeout().plus(requestTimeout));
            return new ServerSession(
                    client,
                    new Subscriptions(
                            client,
                            new SubscriptionSettings(config.queueSize(), requestTimeout),
                            metrics,
                            executor,
                            timer,
                            onFailure));
        } catch (UaException | TimeoutException | InterruptedException e) {
            client.disconnectAsync();
            throw e;
        }
    }

    private EndpointDescription endpoint(ServerKey server) throws UaException, TimeoutException, InterruptedException {
        List<EndpointDescription> endpoints = await(
                DiscoveryClient.getEndpoints(
                        server.endpoint(), transport -> configure(transport, server.requestTimeout())),
                config.connectTimeout().plus(server.requestTimeout()));
        return EndpointChoice.of(endpoints, server.address(), server.security());
    }

    private void proveIdentity(OpcUaClientConfigBuilder builder) {
        CertificateDirectory directory = certificates();
        ClientCertificate certificate = directory.clientCertificate();
        builder.setApplicationUri(certificate.applicationUri())
                .setKeyPair(certificate.keyPair())
                .setCertificate(certificate.certificate())
                .setCertificateChain(new X509Certificate[] {certificate.certificate()})
                .setCertificateValidator(directory.serverValidator());
    }

    private synchronized CertificateDirectory certificates() {
        if (certificates == null) {
            // Aes256_Sha256_RsaPss needs algorithms that the JDK has under other names only. Not before it is needed,
            // since
            // the provider is 600 classes.
            Security.addProvider(new BouncyCastleProvider());
            certificates = CertificateDirectory.open(config.directory()
                    .orElseThrow(() ->
                            new DeviceConfigurationException("secured connections need celltwin.opcua.directory")));
        }
        return certificates;
    }

    private IdentityProvider identity(URI address, PasswordProtection protection) {
        return account(address)
                .<IdentityProvider>map(account -> new UsernameProvider(
                        account.username(), account.password(), this::validateServer, protection::choose))
                .orElse(AnonymousProvider.INSTANCE);
    }

    private Optional<Account> account(URI address) {
        return Accounts.of(config.accounts(), "%s:%d".formatted(address.getHost(), address.getPort()));
    }

    // Asked only when a password is to be encrypted for the server, so that a directory is not needed otherwise.
    private void validateServer(List<X509Certificate> chain, String applicationUri, String[] hostNames)
            throws UaException {
        certificates().serverValidator().validateCertificateChain(chain, applicationUri, hostNames);
    }

    private void configure(OpcTcpClientTransportConfigBuilder transport, Duration requestTimeout) {
        transport.setConnectTimeout(millis(config.connectTimeout())).setAcknowledgeTimeout(millis(requestTimeout));
    }

    private static <T> T await(Future<T> future, Duration timeout)
            throws UaException, TimeoutException, InterruptedException {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new UaException(e.getCause());
        }
    }

    private static boolean isLoopback(URI address) throws UaException {
        try {
            return InetAddress.getByName(address.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new UaException(e);
        }
    }

    private static UInteger millis(Duration duration) {
        return uint(duration.toMillis());
    }
}
