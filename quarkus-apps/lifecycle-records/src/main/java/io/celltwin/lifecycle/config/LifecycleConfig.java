package io.celltwin.lifecycle.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

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
}
