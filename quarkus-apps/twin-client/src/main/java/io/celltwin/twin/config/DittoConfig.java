package io.celltwin.twin.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the twin service is and how patiently it is used. */
@ConfigMapping(prefix = "celltwin.ditto")
public interface DittoConfig {

    /**
     * Base address of the twin service's HTTP API, without {@code /api/2}.
     *
     * @return http or https URL
     */
    @WithDefault("http://127.0.0.1:8080")
    URI url();

    /**
     * Address of the WebSocket API without {@code /ws/2}.
     *
     * @return ws or wss URL; by default the HTTP address with the scheme exchanged
     */
    Optional<URI> websocketUrl();

    /**
     * The certificate authorities by which the twin service and the token endpoint prove themselves.
     *
     * @return a PEM file; by default the Java runtime's own authorities are trusted
     */
    Optional<Path> caFile();

    /**
     * Token endpoint of an OAuth 2 server. With it accounts come in by client credentials, with their user name and password
     * as client id and secret; without it by HTTP Basic.
     *
     * @return http or https URL
     */
    Optional<URI> tokenUrl();

    /**
     * The scope that a token is asked for.
     *
     * @return by default the server's own
     */
    Optional<String> tokenScope();

    /**
     * Where twin changes come from. By WebSocket every process is told of all things. From a Kafka topic the replicas of an
     * app divide the things among them.
     *
     * @return {@code websocket} or {@code kafka}
     */
    @WithDefault("websocket")
    Changes changes();

    /**
     * The topic, where changes come from Kafka.
     *
     * @return its settings
     */
    Topic topic();

    /**
     * How long an answer is waited for.
     *
     * @return a positive duration
     */
    @WithDefault("10S")
    Duration timeout();

    /**
     * How many changes wait at most in one subscription for its listener. What does not fit is counted, and everything is
     * read again when the listener has caught up.
     *
     * @return at least 1
     */
    @WithDefault("10000")
    int queueCapacity();

    /**
     * How many merges of one account may be under way at once; more are refused.
     *
     * @return at least 1
     */
    @WithDefault("1000")
    int maxMergesInFlight();

    /**
     * The longest pause between two attempts to connect. The first pause is half a second, each following one twice as long.
     *
     * @return a positive duration
     */
    @WithDefault("10S")
    Duration maxReconnectPause();

    /** Where twin changes come from. */
    enum Changes {
        WEBSOCKET,
        KAFKA
    }

    /** A topic that a connection of the twin service fills with twin events as Ditto protocol messages, keyed by thing id. */
    interface Topic {

        /**
         * The topic's name.
         *
         * @return by default named after the plant's tenant
         */
        @WithDefault("celltwin.twin-events.${celltwin.plant.tenant:demo}")
        String name();

        /**
         * The consumer group of the app's replicas.
         *
         * @return by default the app's account name
         */
        Optional<String> groupId();

        /**
         * After which silence a replica counts as dead, so that others go on with its things. The brokers must allow it.
         *
         * @return a positive duration
         */
        @WithDefault("6S")
        Duration sessionTimeout();

        /**
         * How often progress is saved. What a dead replica did since is done again by its successor.
         *
         * @return a positive duration
         */
        @WithDefault("5S")
        Duration saveInterval();
    }
}
