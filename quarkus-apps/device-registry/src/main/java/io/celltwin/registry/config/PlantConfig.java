package io.celltwin.registry.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The plant whose devices are registered. */
@ConfigMapping(prefix = "celltwin.plant")
public interface PlantConfig {

    /** The Hono tenant of the plant; created when the registry starts without it. */
    @WithDefault("demo")
    String tenant();
}
