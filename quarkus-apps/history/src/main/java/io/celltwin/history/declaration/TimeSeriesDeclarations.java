package io.celltwin.history.declaration;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.ThingModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonPointer;

/**
 * The properties of one model whose history is kept: those with {@code "ditto:timeseries": {"ingest": "ALL"}}, or with any other
 * prefix that the model binds to Ditto's vocabulary. A member of an object may have it, too.
 */
public final class TimeSeriesDeclarations {

    private static final String VOCABULARY = "https://ditto.eclipseprojects.io/wot/ditto-extension#";
    private static final String USUAL_PREFIX = "ditto";
    private static final String ANNOTATION = ":timeseries";

    private final Map<String, List<TimeSeriesDeclaration>> byFeature = new HashMap<>();

    private TimeSeriesDeclarations(ThingModel model) {
        Set<String> names = names(model.document().path("@context"));
        for (ModelProperty property : model.properties()) {
            property.feature()
                    .ifPresent(feature -> find(
                            feature,
                            property,
                            JsonPointer.empty(),
                            property.schema(),
                            names,
                            byFeature.computeIfAbsent(feature, unseen -> new ArrayList<>())));
        }
        byFeature.values().removeIf(List::isEmpty);
    }

    /** The declarations of a model. */
    public static TimeSeriesDeclarations of(ThingModel model) {
        return new TimeSeriesDeclarations(model);
    }

    /** Those of a feature's properties; empty if there are none. */
    public List<TimeSeriesDeclaration> of(String feature) {
        return byFeature.getOrDefault(feature, List.of());
    }

    /** All of them. */
    public List<TimeSeriesDeclaration> all() {
        return byFeature.values().stream().flatMap(List::stream).toList();
    }

    private static Set<String> names(JsonNode context) {
        Set<String> names = new HashSet<>(Set.of(USUAL_PREFIX + ANNOTATION));
        for (JsonNode item : context.isArray() ? context : List.of(context)) {
            item.properties().stream()
                    .filter(prefix -> VOCABULARY.equals(prefix.getValue().asText()))
                    .forEach(prefix -> names.add(prefix.getKey() + ANNOTATION));
        }
        return names;
    }

    private static void find(
            String feature,
            ModelProperty property,
            JsonPointer within,
            JsonNode schema,
            Set<String> names,
            List<TimeSeriesDeclaration> found) {
        names.stream()
                .map(schema::path)
                .filter(annotation -> "ALL".equals(annotation.path("ingest").asText()))
                .findFirst()
                .ifPresent(annotation -> found.add(new TimeSeriesDeclaration(
                        feature, property.name(), within, unit(schema), tags(annotation.path("tags")))));
        schema.path("properties")
                .properties()
                .forEach(member -> find(
                        feature,
                        property,
                        within.addLeaf(JsonKey.of(member.getKey())),
                        member.getValue(),
                        names,
                        found));
    }

    private static Optional<String> unit(JsonNode schema) {
        String unit = schema.path("unit").asText("");
        return Optional.of(unit.substring(unit.indexOf(':') + 1)).filter(name -> !name.isEmpty());
    }

    private static Map<String, String> tags(JsonNode annotated) {
        Map<String, String> tags = new HashMap<>();
        annotated
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText("")));
        return tags;
    }
}
