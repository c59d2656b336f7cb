package io.celltwin.adapter.opcua.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of the OPC-UA adapter for all its devices. A form of a model may say otherwise of the sampling interval, the
 * registration of a device of the sampling interval and of security.
 */
@ConfigMapping(prefix = "celltwin.opcua")
public interface OpcUaConfig {

    /** How often a server is to look at what no form says {@code cell:samplingInterval} of. */
    @WithDefault("1s")
    Duration samplingInterval();

    /** How many values of one node a server keeps between two publishes; it drops the oldest. 1 to 1000. */
    @WithDefault("2")
    int queueSize();

    /**
     * How many values of one device are read at most, after it was not connected for a while, from what its server has kept of the
     * time in between; 0 if none.
     */
    @WithDefault("10000")
    int historyValues();

    /** How long to try to connect. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** How long to wait for the answer to a request; a server that takes longer is taken for lost. */
    @WithDefault("5s")
    Duration requestTimeout();

    /** How often to ask a server whether it is still there. */
    @WithDefault("2s")
    Duration keepAliveInterval();

    /**
     * Security policy of the connections: {@code None}, {@code Basic256Sha256}, {@code Aes128_Sha256_RsaOaep} or
     * {@code Aes256_Sha256_RsaPss}. If not given, {@code None} for servers on the loopback interface and
     * {@code Basic256Sha256} for all others.
     */
    Optional<String> securityPolicy();

    /** What a security policy does to messages: {@code Sign} or {@code SignAndEncrypt}. */
    @WithDefault("SignAndEncrypt")
    String securityMode();

    /**
     * Where the adapter keeps its key and certificate, which it makes itself, and the server certificates that it trusts
     * or has rejected. Needed as soon as a connection is secured.
     */
    Optional<Path> directory();

    /** As whom to sign in at a server, by its {@code host:port}; anonymously where nothing is said. */
    Map<String, Account> accounts();

    /** A user of a server. */
    public interface Account {

        /** The user's name. */
        String username();

        /** The user's password. */
        String password();
    }
}
