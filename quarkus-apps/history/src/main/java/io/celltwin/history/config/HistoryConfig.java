package io.celltwin.history.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where the history is kept, for how long, and who may read it. */
@ConfigMapping(prefix = "celltwin.history")
public interface HistoryConfig {

    /** The directory of the embedded store. */
    @WithDefault("history")
    Path directory();

    /** The most memory that the embedded store takes for its buffers, in MiB. */
    @WithDefault("64")
    int memoryMib();

    /** A PostgreSQL database in place of the embedded store. */
    Database database();

    /** How long twin events wait at most, to be stored together. */
    @WithDefault("1S")
    Duration linger();

    /**
     * The permission that reading the history of a property takes: {@code READ_TS}, or {@code READ} where policies do not know it yet.
     */
    @WithDefault("read-ts")
    Permission permission();

    /** How long an answer of the twin service about permissions is believed. */
    @WithDefault("5S")
    Duration permissionsRemembered();

    /** Whether requests come through a proxy that says by Ditto's header who asks, and through nothing else. */
    @WithDefault("false")
    boolean preAuthenticated();

    /** How long points are kept. */
    @WithDefault("P90D")
    Duration retention();

    /** For how long in namespaces that differ, by namespace. */
    Map<String, Duration> retentionOf();

    /** What becomes of older numbers. */
    Downsampling downsampling();

    /** A server's database. */
    interface Database {

        /** {@code jdbc:postgresql://host:port/database}. */
        Optional<String> url();

        /** Who owns the tables. */
        @WithDefault("history")
        String username();

        /** The password. */
        Optional<String> password();
    }

    /** One point in place of many. */
    interface Downsampling {

        /** Numbers older than that are down-sampled; never if it is not set. */
        Optional<Duration> after();

        /** Each step becomes one point. */
        @WithDefault("PT1M")
        Duration step();
    }

    /** A permission of a policy. */
    enum Permission {
        READ_TS,
        READ
    }
}
