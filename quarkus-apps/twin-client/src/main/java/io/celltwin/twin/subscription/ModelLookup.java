package io.celltwin.twin.subscription;

import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ModelException;
import io.celltwin.model.ThingModel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Finds the model that a thing's definition names. An unknown model is looked for again from time to time, because its file
 * may be added while the process runs; in between the answer is remembered so that no change costs a search on disk.
 */
public final class ModelLookup {

    private static final Logger LOG = Logger.getLogger(ModelLookup.class);
    private static final Duration SEARCH_AGAIN_AFTER = Duration.ofSeconds(30);
    /** Definitions come from outside: whoever may write things must not be able to fill the memory with them. */
    private static final int MOST_REMEMBERED = 1_000;

    private final ModelCatalog catalog;
    private final InstantSource clock;
    private final Map<String, Found> remembered = new ConcurrentHashMap<>();

    private record Found(Optional<ThingModel> model, Instant when) {}

    public ModelLookup(ModelCatalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * @param definition a thing's definition: URL or name of a model
     * @return the model; empty if the catalogue has none of that name or it is faulty
     */
    public Optional<ThingModel> find(String definition) {
        Found found = remembered.get(definition);
        if (found != null
                && (found.model().isPresent()
                        || clock.instant().isBefore(found.when().plus(SEARCH_AGAIN_AFTER)))) {
            return found.model();
        }
        Optional<ThingModel> model = search(definition, found == null);
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(definition, new Found(model, clock.instant()));
        return model;
    }

    private Optional<ThingModel> search(String definition, boolean firstTime) {
        try {
            return Optional.of(catalog.get(definition));
        } catch (ModelException e) {
            if (firstTime) {
                LOG.warnf("Things with definition '%s' have no usable model: %s", definition, e.getMessage());
            }
            return Optional.empty();
        }
    }
}
