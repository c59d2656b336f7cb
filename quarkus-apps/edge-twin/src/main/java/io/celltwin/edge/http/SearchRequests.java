package io.celltwin.edge.http;

import io.celltwin.edge.search.SearchRequest;
import io.celltwin.edge.search.ThingSearch;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.ditto.base.model.exceptions.InvalidRqlExpressionException;
import org.eclipse.ditto.base.model.exceptions.UnsupportedMediaTypeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonFieldDefinition;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.thingsearch.model.SearchResult;

/** The resources {@code /search/things} and {@code /search/things/count}. */
final class SearchRequests {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final JsonFieldDefinition<JsonArray> ITEMS = SearchResult.JsonFields.ITEMS;

    private final ThingSearch search;

    SearchRequests(ThingSearch search) {
        this.search = search;
    }

    /**
     * Answers a request.
     *
     * @param parameters those of the query and those of a form, each as often as it was given
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is not understood
     */
    JsonValue answer(ApiRequest request, MultiMap parameters) {
        if (listsThings(request)) {
            return search.page(listed(request, parameters)).toJson().getValueOrThrow(ITEMS);
        }
        if (HttpMethod.POST.equals(request.method())) {
            checkForm(request);
        }
        return request.segments().size() == 2
                ? search.page(searched(request, parameters)).toJson()
                : JsonValue.of(search.count(counted(request, parameters)));
    }

    /** Whether a request asks for all things, of which it names none. */
    static boolean listsThings(ApiRequest request) {
        return HttpMethod.GET.equals(request.method())
                && "things".equals(request.segment(0))
                && request.segments().size() == 1
                && request.parameter("ids").isEmpty();
    }

    private static void checkForm(ApiRequest request) {
        String type = request.headers()
                .getContentType()
                .orElse(CommandRequests.NO_TYPE)
                .split(";", 2)[0]
                .strip();
        if (!FORM.equalsIgnoreCase(type)) {
            throw UnsupportedMediaTypeException.withDetailedInformationBuilder(type, Set.of(FORM))
                    .dittoHeaders(request.headers())
                    .build();
        }
    }

    /** The search that the parameters of a request ask for. */
    static SearchRequest searched(ApiRequest request, MultiMap parameters) {
        return new SearchRequest(
                filter(parameters),
                namespaces(parameters),
                options(parameters),
                fields(parameters),
                headersOf(request));
    }

    /** All things are listed without a filter. */
    private static SearchRequest listed(ApiRequest request, MultiMap parameters) {
        return new SearchRequest(
                Optional.empty(), namespaces(parameters), options(parameters), fields(parameters), headersOf(request));
    }

    /** Things are counted whatever is shown of them, and in whatever order. */
    private static SearchRequest counted(ApiRequest request, MultiMap parameters) {
        return new SearchRequest(
                filter(parameters), namespaces(parameters), Optional.empty(), Optional.empty(), headersOf(request));
    }

    private static DittoHeaders headersOf(ApiRequest request) {
        return request.headers().toBuilder()
                .authorizationContext(request.caller())
                .build();
    }

    private static Optional<String> filter(MultiMap parameters) {
        return all(parameters, "filter").map(SearchRequests::joined);
    }

    private static Optional<Set<String>> namespaces(MultiMap parameters) {
        return all(parameters, "namespaces")
                .map(lists -> lists.stream()
                        .flatMap(list -> Arrays.stream(list.split(",")))
                        .map(String::strip)
                        .filter(namespace -> !namespace.isEmpty())
                        .collect(Collectors.toSet()));
    }

    private static Optional<String> options(MultiMap parameters) {
        Optional<String> options = all(parameters, "option").map(given -> String.join(",", given));
        if (options.filter(String::isBlank).isPresent()) {
            throw InvalidRqlExpressionException.newBuilder()
                    .message("The parameter 'option' is empty.")
                    .build();
        }
        return options;
    }

    private static Optional<JsonFieldSelector> fields(MultiMap parameters) {
        return all(parameters, "fields").map(fields -> ApiRequest.fields(String.join(",", fields)));
    }

    /** All filters have to be fulfilled; a single one is joined, too, so that errors name the place that Ditto's do. */
    private static String joined(List<String> filters) {
        return "and(" + String.join(",", filters) + ")";
    }

    private static Optional<List<String>> all(MultiMap parameters, String name) {
        return Optional.of(parameters.getAll(name)).filter(values -> !values.isEmpty());
    }
}
