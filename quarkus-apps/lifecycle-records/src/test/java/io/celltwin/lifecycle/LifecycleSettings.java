package io.celltwin.lifecycle;

import io.celltwin.lifecycle.config.LifecycleConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;

/** The app's settings as a test needs them. */
public final class LifecycleSettings {

    private LifecycleSettings() {}

    /** The defaults with that database. */
    public static LifecycleConfig withDatabase(String database) {
        return with(database, Path.of("lifecycle-log"));
    }

    /** The defaults with passports that everybody reaches under that address. */
    public static LifecycleConfig publishing(String address) {
        return settings("test", Path.of("lifecycle-log"))
                .withDefaultValue("celltwin.lifecycle-records.passport-url", address)
                .build()
                .getConfigMapping(LifecycleConfig.class);
    }

    /** As above, with the record log in that directory. */
    public static LifecycleConfig with(String database, Path log) {
        return settings(database, log).build().getConfigMapping(LifecycleConfig.class);
    }

    private static SmallRyeConfigBuilder settings(String database, Path log) {
        return new SmallRyeConfigBuilder()
                .withMapping(LifecycleConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withDefaultValue("celltwin.lifecycle-records.password", "unused")
                .withDefaultValue("celltwin.lifecycle-records.database", database)
                .withDefaultValue("celltwin.lifecycle-records.log.directory", log.toString());
    }
}
