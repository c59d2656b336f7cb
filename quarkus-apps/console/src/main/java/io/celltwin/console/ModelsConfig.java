package io.celltwin.console;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Which thing models are served. */
@ConfigMapping(prefix = "celltwin.models")
interface ModelsConfig {

    /** The URL under which this plant's twins name their models; without it links are made from the request's own URL. */
    Optional<String> url();

    /** A directory with further models, one JSON file each. */
    Optional<Path> directory();
}
