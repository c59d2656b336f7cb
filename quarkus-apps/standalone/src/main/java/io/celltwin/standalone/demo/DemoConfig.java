package io.celltwin.standalone.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The simulated line that a new installation shows. */
@ConfigMapping(prefix = "celltwin.demo")
public interface DemoConfig {

    /** Whether there is one. */
    @WithDefault("true")
    boolean enabled();

    /** Where this installation is reached over HTTP, without a trailing slash. */
    URI url();

    /** The service password. */
    String password();

    /** What the line must remember from start to start: batch numbers, ages of packs, ports. */
    Path directory();

    /** Recorded data to replay; without it the line runs a physical model. */
    Optional<Path> replay();
}
