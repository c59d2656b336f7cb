package io.celltwin.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.celltwin.model.ModelCatalog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The thing models as this process serves them. */
@ApplicationScoped
class Models {
    private final ModelCatalog catalog;
    private final Optional<String> configuredUrl;

    @Inject
    Models(ModelsConfig config) {
        this.catalog = config.directory().map(ModelCatalog::new).orElseGet(ModelCatalog::bundled);
        this.configuredUrl = config.url().map(Models::withSlash);
    }

    ModelCatalog catalog() {
        return catalog;
    }

    /**
     * The document under a file name, its links absolute.
     *
     * @param requestUrl where the documents are, as the client asked for them
     */
    Optional<ObjectNode> served(String fileName, String requestUrl) {
        return catalog.served(fileName, url(requestUrl));
    }

    /** Where the documents are, with a slash at the end. */
    String url(String requestUrl) {
        return configuredUrl.orElseGet(() -> withSlash(requestUrl));
    }

    private static String withSlash(String url) {
        return url.endsWith("/") ? url : url + "/";
    }
}
