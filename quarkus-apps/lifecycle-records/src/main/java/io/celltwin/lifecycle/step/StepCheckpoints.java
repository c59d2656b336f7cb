package io.celltwin.lifecycle.step;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import io.celltwin.lifecycle.LifecycleConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.eclipse.ditto.json.JsonObject;

/** The steps under way as they were last saved, one document a machine. */
@ApplicationScoped
class StepCheckpoints {
    private static final String MEMORY = "memory";

    private final MongoCollection<Document> steps;

    @Inject
    StepCheckpoints(MongoClient client, LifecycleConfig config) {
        this.steps = client.getDatabase(config.database()).getCollection("steps_under_way");
    }

    /** Saves these machines' steps and forgets those of machines that have none. */
    void save(Map<String, JsonObject> underWay) {
        underWay.forEach((machine, memory) -> steps.replaceOne(
                Filters.eq(machine),
                new Document("_id", machine).append(MEMORY, memory.toString()),
                new ReplaceOptions().upsert(true)));
        steps.deleteMany(Filters.nin("_id", List.copyOf(underWay.keySet())));
    }

    /** The steps as last saved, by machine. */
    Map<String, JsonObject> load() {
        Map<String, JsonObject> underWay = new HashMap<>();
        steps.find(Filters.exists(MEMORY))
                .forEach(step -> underWay.put(step.getString("_id"), JsonObject.of(step.getString(MEMORY))));
        return underWay;
    }
}
