package io.celltwin.lifecycle.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where the records are kept and as whom the twins are read. */
@ConfigMapping(prefix = "celltwin.lifecycle-records")
public interface LifecycleConfig {

    /** The account at the twin service. */
    @WithDefault("lifecycle-records")
    String username();

    /** Its password. */
    String password();

    /** The database; which server it is on, {@code quarkus.mongodb.connection-string} says. */
    @WithDefault("celltwin")
    String database();

    /** How often the statistics of the steps under way are saved, so that a killed process goes on with them. */
    @WithDefault("5s")
    Duration checkpointInterval();

    /** How many writes may wait for the database; a fuller queue holds up the reading of twin changes. */
    @WithDefault("10000")
    int queueSize();

    /**
     * Under which address everybody reaches the pages of passports, such as {@code https://passport.example.com}: {@code /passport/...} there
     * has to lead to this app, and stands on QR codes for as long as the batteries live. Kept revisions are public then; empty: none is.
     */
    Optional<URI> passportUrl();

    /**
     * For how long records of a type are kept, such as {@code step=1825d}: {@code step}, {@code alarm}, {@code command} and {@code access} may go,
     * those of a type that is not named never do.
     */
    Map<String, Duration> retention();

    /** How trade secrets in records are encrypted. */
    Encryption encryption();

    /** The log by which it is found out whether a record was changed. */
    Log log();

    /** The log by which it is found out whether a record was changed. */
    interface Log {
        /** Where it and its key are kept; a directory that nobody else can write. */
        @WithDefault("lifecycle-log")
        Path directory();

        /** PEM file with the Ed25519 private key and its public key; {@code key.pem} in the directory, made if it is not there, if empty. */
        Optional<Path> key();

        /** How often a tree head is signed, if there are new records. */
        @WithDefault("10m")
        Duration headInterval();

        /** How often all records are held against the log. */
        @WithDefault("24h")
        Duration auditInterval();

        /** The Kafka topic on which signed heads are published; none if empty. */
        Optional<String> topic();
    }

    /** How trade secrets in records are encrypted. */
    interface Encryption {
        /** File with the keys; {@code core-keys} in the log's directory, made if it is not there, if empty. */
        Optional<Path> file();

        /** {@code AES-256-GCM} or {@code SM4-GCM}: for which algorithm the first key is made. */
        @WithDefault("AES-256-GCM")
        String algorithm();
    }
}
