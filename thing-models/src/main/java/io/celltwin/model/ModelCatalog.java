package io.celltwin.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * All kinds of things that are known: the models in the jar and those in an optional directory, in which a user adds a
 * machine type by dropping one file. Each is read when it is first asked for and then kept, because a published version of a
 * model never changes. Thread-safe.
 */
public final class ModelCatalog {

    private static final Logger LOG = Logger.getLogger(ModelCatalog.class);

    /** One for all, so that the parts of one process do not each read the jar's models. */
    private static final ModelCatalog BUNDLED = new ModelCatalog(new BundledModels());

    private final ModelSource source;
    private final Optional<ModelCatalog> shared;
    private final Map<String, ThingModel> models = new ConcurrentHashMap<>();
    /** By name, why the log says that a model is left out. */
    private final Map<String, String> leftOut = new ConcurrentHashMap<>();

    ModelCatalog(ModelSource source) {
        this.source = source;
        this.shared = Optional.empty();
    }

    /**
     * @param directory holds further models; need not exist yet. A file that is added later is found too; one with the name
     *        of a model in the jar is not looked at
     */
    public ModelCatalog(Path directory) {
        this.source = BUNDLED.source.or(new DirectoryModels(directory));
        this.shared = Optional.of(BUNDLED);
    }

    /** Only the models in the jar. */
    public static ModelCatalog bundled() {
        return BUNDLED;
    }

    /**
     * @param nameOrUrl {@code electrode-coater-1.0.0}, its file name, or a URL whose last segment is the file name
     * @throws ModelException if there is no such model or it is faulty
     */
    public ThingModel get(String nameOrUrl) {
        String fileName = nameOrUrl.substring(nameOrUrl.lastIndexOf('/') + 1);
        if (!fileName.endsWith(ModelFileName.SUFFIX)) {
            fileName = fileName + ModelFileName.SUFFIX;
        }
        ThingModel known = models.get(fileName);
        if (known != null) {
            return known;
        }
        ThingModel model = read(fileName);
        ThingModel raced = models.putIfAbsent(fileName, model);
        return raced == null ? model : raced;
    }

    /** Every model that can be used now, by name; a faulty one is left out and logged. */
    public List<ThingModel> all() {
        List<ThingModel> all = new ArrayList<>();
        for (String name : source.names()) {
            try {
                all.add(get(name));
                leftOut.remove(name);
            } catch (ModelException e) {
                // Whoever looks at all models does so again and again.
                if (!e.summary().equals(leftOut.put(name, e.summary()))) {
                    LOG.warnf("A thing model is left out: %s", e.summary());
                }
            }
        }
        return all;
    }

    /**
     * What is served over HTTP under a file name: a twin's model, the model of one of its features, or the vocabulary
     * {@code cell-context.jsonld}. Empty if there is no such document.
     *
     * @param fileName last segment of the URL
     * @param baseUrl the URL before it, with a trailing slash; links between the models are made absolute with it
     * @throws ModelException if the model exists and is faulty
     */
    public Optional<ObjectNode> served(String fileName, String baseUrl) {
        if (fileName.equals(Vocabulary.FILE)) {
            return Optional.of(Vocabulary.document());
        }
        return owner(fileName).map(owner -> get(owner).twinModels(baseUrl).get(fileName));
    }

    private ThingModel read(String fileName) {
        if (!ModelFileName.matches(fileName)) {
            throw new ModelException(fileName, "", "is no model name: expected " + ModelFileName.FORM);
        }
        if (shared.isPresent() && shared.get().source.names().contains(fileName)) {
            return shared.get().get(fileName);
        }
        return new ModelReader(source, this::get).read(fileName);
    }

    /**
     * The model file that a served file is, or is made from: {@code m-1.0.0.dryer.tm.jsonld} comes from
     * {@code m-1.0.0.tm.jsonld}.
     */
    private Optional<String> owner(String fileName) {
        String owner = fileName;
        if (!ModelFileName.matches(fileName) && fileName.endsWith(ModelFileName.SUFFIX)) {
            String stem = ModelFileName.stem(fileName);
            owner = stem.substring(0, Math.max(0, stem.lastIndexOf('.'))) + ModelFileName.SUFFIX;
        }
        return Optional.of(owner)
                .filter(ModelFileName::matches)
                .filter(name -> source.read(name).isPresent());
    }
}
