package io.celltwin.twin;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

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
}
