package io.celltwin.lifecycle;

import io.celltwin.lifecycle.config.LifecycleConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;

/** The app's settings as a test needs them. */
public final class LifecycleSettings {

    private LifecycleSettings() {}

    /** The defaults with that database. */
    public static LifecycleConfig withDatabase(String database) {
        return new SmallRyeConfigBuilder()
                .withMapping(LifecycleConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValue("celltwin.lifecycle-records.password", "unused")
                .withDefaultValue("celltwin.lifecycle-records.database", database)
                .build()
                .getConfigMapping(LifecycleConfig.class);
    }
}
