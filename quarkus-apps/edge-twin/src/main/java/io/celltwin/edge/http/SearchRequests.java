package io.celltwin.edge.http;

import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.error.UnsupportedFeature;
import io.celltwin.edge.search.SearchRequest;
import io.celltwin.edge.search.ThingSearch;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonValue;

/** The resources {@code /search/things} and {@code /search/things/count}. */
final class SearchRequests {
    private final ThingSearch search;

    SearchRequests(ThingSearch search) {
        this.search = search;
    }

    /**
     * Answers a request.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if it is not understood
     */
    JsonValue answer(ApiRequest request) {
        boolean known = "things".equals(request.segment(1))
                && (request.segments().size() == 2
                        || "count".equals(request.segment(2))
                                && request.segments().size() == 3);
        if (!known) {
            throw EdgeTwinException.noSuchResource(request.path());
        }
        if (HttpMethod.POST.equals(request.method())) {
            throw UnsupportedFeature.SEARCH_IN_BODY.error();
        }
        if (!HttpMethod.GET.equals(request.method())) {
            throw EdgeTwinException.methodNotAllowed(request.method().name(), request.path());
        }
        SearchRequest searched = searched(request);
        return request.segments().size() == 2 ? search.page(searched).toJson() : JsonValue.of(search.count(searched));
    }

    private static SearchRequest searched(ApiRequest request) {
        DittoHeaders headers = request.headers().toBuilder()
                .authorizationContext(request.caller())
                .build();
        Set<String> namespaces = request.parameter("namespaces")
                .map(list -> Arrays.stream(list.split(",")).map(String::trim).collect(Collectors.toSet()))
                .orElse(Set.of());
        return new SearchRequest(
                request.parameter("filter"), namespaces, request.parameter("option"), request.fields(), headers);
    }
}
