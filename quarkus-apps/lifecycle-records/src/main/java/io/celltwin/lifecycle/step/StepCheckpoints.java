package io.celltwin.lifecycle.step;

import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.bson.Document;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;

import io.celltwin.lifecycle.LifecycleConfig;

/** The steps under way as they were last saved, one document a machine. */
@ApplicationScoped
class StepCheckpoints {
    private final MongoCollection<Document> steps;

    @Inject
    StepCheckpoints(MongoClient client, LifecycleConfig config) {
        this.steps = client.getDatabase(config.database()).getCollection("steps_under_way");
    }

    /** Saves these steps and forgets those of machines that have none. */
    void save(List<StepSummary> underWay) {
        for (StepSummary step : underWay) {
            steps.replaceOne(Filters.eq(step.machine()), toDocument(step), new ReplaceOptions().upsert(true));
        }
        steps.deleteMany(Filters.nin("_id", underWay.stream().map(StepSummary::machine).toList()));
    }

    /** The steps as last saved. */
    List<StepSummary> load() {
        return steps.find().map(StepCheckpoints::toStep).into(new ArrayList<>());
    }

    private static Document toDocument(StepSummary step) {
        List<Document> values = new ArrayList<>();
        step.values()
                .forEach((key, value) -> values.add(new Document("name", key.name()).append("title", key.title())
                        .append("unit", key.unit())
                        .append("count", value.count())
                        .append("mean", value.mean())
                        .append("standardDeviation", value.standardDeviation())
                        .append("minimum", value.minimum())
                        .append("maximum", value.maximum())
                        .append("last", value.last())
                        .append("weightS", value.weightS())));
        return new Document("_id", step.machine()).append("step", step.step())
                .append("batch", step.batch())
                .append("startedAt", Date.from(step.startedAt()))
                .append("until", Date.from(step.until()))
                .append("values", values)
                .append("alarms", List.copyOf(step.alarms()));
    }

    private static StepSummary toStep(Document document) {
        Map<ValueKey, ValueStatistics.Summary> values = new LinkedHashMap<>();
        document.getList("values", Document.class)
                .forEach(value -> values.put(
                        new ValueKey(value.getString("name"), value.getString("title"), value.getString("unit")),
                        new ValueStatistics.Summary(((Number) value.get("count")).longValue(), value.getDouble("mean"),
                                value.getDouble("standardDeviation"), value.getDouble("minimum"),
                                value.getDouble("maximum"),
                                value.getDouble("last"), value.getDouble("weightS"))));
        return new StepSummary(document.getString("_id"), document.getString("step"), document.getString("batch"),
                document.getDate("startedAt").toInstant(), document.getDate("until").toInstant(), true, values,
                Set.copyOf(document.getList("alarms", String.class)));
    }
}
