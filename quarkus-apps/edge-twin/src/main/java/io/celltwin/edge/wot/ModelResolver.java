package io.celltwin.edge.wot;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonField;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonObjectBuilder;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;

/**
 * Makes one model of one that extends others and refers to parts of others, as Ditto does: what a model says itself is
 * merged into what it extends ({@code tm:extends}), and what stands beside a reference ({@code tm:ref}) into what that
 * leads to. For one skeleton; bounded in depth and in the number of models.
 */
final class ModelResolver {
    static final String EXTENDS = "tm:extends";
    static final String SUBMODEL = "tm:submodel";
    private static final String REF = "tm:ref";
    private static final int DEEPEST = 16;
    private static final int MOST_MODELS = 64;
    private static final int MOST_REFERENCES = 1024;

    private final ModelSource source;
    private int fetched;
    private int followed;

    ModelResolver(ModelSource source) {
        this.source = source;
    }

    /** The whole model at a URL. */
    JsonObject resolve(String url) {
        JsonObject whole = extended(url, 0);
        return references(whole, whole, url, 0);
    }

    /** The URLs of the models that the one at a URL extends, the nearest first. */
    List<String> extendedBy(String url) {
        List<String> urls = new ArrayList<>();
        Optional<String> next = base(fetch(url), url);
        while (next.isPresent()) {
            if (urls.size() >= DEEPEST) {
                throw tooDeep(url);
            }
            urls.add(next.get());
            next = base(fetch(next.get()), next.get());
        }
        return urls;
    }

    private static Optional<String> base(JsonObject model, String url) {
        return links(model, EXTENDS).stream().findFirst().map(link -> href(link, url));
    }

    private JsonObject extended(String url, int depth) {
        if (depth > DEEPEST) {
            throw tooDeep(url);
        }
        JsonObject model = fetch(url);
        JsonObject whole = withAbsoluteLinks(model, url);
        for (JsonObject link : links(model, EXTENDS)) {
            JsonObject base = extended(href(link, url), depth + 1);
            JsonArray links = allLinks(base).stream()
                    .filter(inherited -> !hasRelation(inherited, EXTENDS))
                    .collect(JsonCollectors.valuesToArray());
            JsonArray own =
                    JsonArray.newBuilder().addAll(links).addAll(allLinks(whole)).build();
            whole = JsonFactory.mergeJsonValues(whole, base).asObject().setValue("links", own);
        }
        return whole;
    }

    private JsonObject references(JsonObject json, JsonObject root, String url, int depth) {
        JsonObjectBuilder resolved = JsonObject.newBuilder();
        for (JsonField field : json) {
            JsonValue value = field.getValue();
            resolved.set(
                    JsonPointer.empty().addLeaf(field.getKey()),
                    value.isObject() && !value.isNull() ? reference(value.asObject(), root, url, depth) : value);
        }
        return resolved.build();
    }

    private JsonValue reference(JsonObject json, JsonObject root, String url, int depth) {
        if (depth > DEEPEST) {
            throw tooDeep(url);
        }
        Optional<JsonValue> reference = json.getValue(REF);
        if (reference.isEmpty()) {
            return references(json, root, url, depth + 1);
        }
        if (++followed > MOST_REFERENCES) {
            throw ModelErrors.invalid("The WoT ThingModel has more than " + MOST_REFERENCES + " references.");
        }
        String[] parts = reference.get().formatAsString().split("#", 2);
        if (parts.length != 2) {
            throw ModelErrors.invalid(
                    "The reference '" + reference.get().formatAsString() + "' has no part after '#'.");
        }
        String there = parts[0].isEmpty() ? url : absolute(parts[0], url);
        JsonObject document = parts[0].isEmpty() ? root : fetch(there);
        JsonObject found = document.getValue(JsonPointer.of(parts[1]))
                .filter(value -> value.isObject() && !value.isNull())
                .map(JsonValue::asObject)
                .orElseThrow(() -> ModelErrors.invalid(
                        "The reference '" + reference.get().formatAsString() + "' leads to no object."));
        JsonObject own = json.remove(REF);
        JsonValue target = reference(found, document, there, depth + 1);
        return references(JsonFactory.mergeJsonValues(own, target).asObject(), root, url, depth + 1);
    }

    private JsonObject fetch(String url) {
        if (++fetched > MOST_MODELS) {
            throw ModelErrors.invalid("The WoT ThingModel consists of more than " + MOST_MODELS + " models.");
        }
        return source.model(url);
    }

    /** The links of a kind. */
    static List<JsonObject> links(JsonObject model, String relation) {
        return allLinks(model).stream()
                .filter(link -> hasRelation(link, relation))
                .map(JsonValue::asObject)
                .toList();
    }

    private static JsonArray allLinks(JsonObject model) {
        return model.getValue("links")
                .filter(JsonValue::isArray)
                .map(JsonValue::asArray)
                .orElseGet(JsonArray::empty);
    }

    private static boolean hasRelation(JsonValue link, String relation) {
        return link.isObject()
                && !link.isNull()
                && link.asObject()
                        .getValue("rel")
                        .filter(JsonValue.of(relation)::equals)
                        .isPresent();
    }

    private static JsonObject withAbsoluteLinks(JsonObject model, String url) {
        if (allLinks(model).isEmpty()) {
            return model;
        }
        return model.setValue(
                "links",
                allLinks(model).stream()
                        .map(link -> link.isObject()
                                        && !link.isNull()
                                        && link.asObject().contains("href")
                                ? link.asObject().setValue("href", href(link.asObject(), url))
                                : link)
                        .collect(JsonCollectors.valuesToArray()));
    }

    /** Where a link leads. */
    static String href(JsonObject link, String url) {
        return link.getValue("href")
                .filter(JsonValue::isString)
                .map(href -> absolute(href.asString(), url))
                .orElseThrow(() -> ModelErrors.invalid("A link of the WoT ThingModel at '" + url + "' has no 'href'."));
    }

    private static String absolute(String reference, String url) {
        try {
            return URI.create(url).resolve(reference).toString();
        } catch (IllegalArgumentException e) {
            throw ModelErrors.invalid("The link '" + reference + "' of the WoT ThingModel at '" + url + "' is no URL.");
        }
    }

    private static RuntimeException tooDeep(String url) {
        return ModelErrors.invalid("The WoT ThingModel at URI '" + url + "' is nested deeper than " + DEEPEST + ".");
    }
}
