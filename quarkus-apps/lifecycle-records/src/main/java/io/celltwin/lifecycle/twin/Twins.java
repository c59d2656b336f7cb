package io.celltwin.lifecycle.twin;

import io.celltwin.lifecycle.config.LifecycleConfig;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import io.celltwin.policy.PolicyConfig;
import io.celltwin.policy.PolicyTemplates;
import io.celltwin.policy.RoleSubjects;
import io.celltwin.service.failure.Failures;
import io.celltwin.twin.TwinClients;
import io.celltwin.twin.access.TwinAccount;
import io.celltwin.twin.client.TwinClient;
import io.celltwin.twin.error.TwinException;
import io.celltwin.twin.subscription.ModelLookup;
import io.celltwin.twin.subscription.Subscription;
import io.celltwin.twin.subscription.TwinListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.things.model.Thing;
import org.eclipse.ditto.things.model.ThingDefinition;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.ThingsModelFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The twins as this app uses them: it waits for each answer, so it is not for an event loop. */
@ApplicationScoped
public class Twins {
    private static final String BATCH_MODEL = "cell-batch-1.0.0";
    private static final long TIMEOUT_SECONDS = 15;

    private final TwinClient client;
    private final ModelLookup models;
    private final ThingModel batchModel;
    private final String modelsUrl;
    private final RoleSubjects subjects;

    @Inject
    Twins(
            TwinClients clients,
            LifecycleConfig config,
            PolicyConfig policies,
            @ConfigProperty(name = "celltwin.models.url") String modelsUrl,
            @ConfigProperty(name = "celltwin.models.directory") Optional<Path> modelsDirectory) {
        this(
                clients.connect(new TwinAccount(config.username(), config.password())),
                modelsDirectory.map(ModelCatalog::new).orElseGet(ModelCatalog::bundled),
                modelsUrl,
                RoleSubjects.configured(policies));
    }

    /**
     * @param client through which the twins are used
     * @param models where the model of a batch is found
     * @param modelsUrl under which the twins' definitions name it
     * @param subjects who has which role in the policy of a batch
     */
    public Twins(TwinClient client, ModelCatalog models, String modelsUrl, RoleSubjects subjects) {
        this.client = client;
        this.models = new ModelLookup(models, InstantSource.system());
        this.batchModel = models.get(BATCH_MODEL);
        this.modelsUrl = modelsUrl;
        this.subjects = subjects;
    }

    /** Tells the listener of every thing and its changes until this bean ends. */
    public Subscription watch(TwinListener listener) {
        return client.watch(listener);
    }

    /**
     * What its twin says of a thing.
     *
     * @return empty if there is none that this app may read
     * @throws TwinException if the twin service does not answer
     */
    public Optional<KnownThing> find(String id) {
        return read(id).map(this::known);
    }

    /**
     * The whole twin of a thing.
     *
     * @return empty if there is none that this app may read
     * @throws TwinException if the twin service does not answer
     */
    public Optional<Thing> read(String id) {
        return answer(client.read(id));
    }

    /** What a twin says of its thing. */
    public KnownThing known(Thing twin) {
        return KnownThing.of(twin.getEntityId().orElseThrow().toString(), twin, modelOf(twin));
    }

    private Optional<ThingModel> modelOf(Thing thing) {
        return thing.getDefinition().map(Object::toString).flatMap(models::find);
    }

    /**
     * Merges a patch into the thing and waits until it is stored.
     *
     * @throws TwinException if the twin service does not take it
     */
    public void merge(String thing, JsonPointer path, JsonValue patch) {
        answer(client.merge(thing, path, patch));
    }

    /**
     * Makes a twin for the batch, unless it has one.
     *
     * @throws TwinException if the twin service does not take it
     */
    public void ensureBatch(String batch) {
        ThingId id = ThingId.of(batch);
        ThingDefinition definition = ThingsModelFactory.newDefinition(modelsUrl + "/" + batchModel.fileName());
        Thing thing = Thing.newBuilder().setId(id).setDefinition(definition).build();
        answer(client.create(thing, PolicyTemplates.forThing(batch, batchModel, subjects)));
    }

    private static <T> T answer(CompletionStage<T> asked) {
        try {
            return asked.toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            Throwable failure = Failures.unwrap(e);
            throw failure instanceof TwinException refused
                    ? refused
                    : new TwinException("The twin service failed: " + failure, failure);
        } catch (TimeoutException e) {
            throw new TwinException("The twin service did not answer within " + TIMEOUT_SECONDS + " s.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TwinException("Stopped while waiting for the twin service.", e);
        }
    }
}
