package io.celltwin.bootstrap.models;

import io.celltwin.bootstrap.http.JsonService;
import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.bootstrap.job.RefusedException;
import io.celltwin.bootstrap.job.Step;
import io.celltwin.model.ThingModel;
import java.util.List;

/**
 * The thing models where twins' definitions name them. Ditto refuses to make a thing whose model it cannot fetch, so nothing that
 * makes things may begin before.
 */
public final class ModelsStep implements Step {
    private final JsonService models;
    private final ThingModel one;

    /**
     * @param models where they are, as everybody asks for them: without an account
     * @param one that must be there
     */
    public ModelsStep(JsonService models, ThingModel one) {
        this.models = models;
        this.one = one;
    }

    @Override
    public String item() {
        return "thing models";
    }

    @Override
    public String service() {
        return models.name();
    }

    @Override
    public List<String> apply() throws NotThereYetException, RefusedException, InterruptedException {
        if (models.get("/" + one.fileName()).isEmpty()) {
            throw new NotThereYetException(models.name() + " are not served: there is no " + one.fileName());
        }
        return List.of();
    }
}
