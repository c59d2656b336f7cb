package io.celltwin.adapter.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where the thing models are. */
@ConfigMapping(prefix = "celltwin.models")
public interface ModelsConfig {

    /** The URL under which the models are served; a twin's definition is this and the model's file name. */
    @WithDefault("http://127.0.0.1:8080/models")
    String url();

    /** A directory of further models, beside those that come with Celltwin. */
    Optional<Path> directory();
}
