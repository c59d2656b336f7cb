package io.celltwin.edge.search;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFieldSelector;

/**
 * Asks for things.
 *
 * @param filter an RQL expression, everything if there is none
 * @param namespaces the namespaces to look in, all if empty
 * @param options how to sort and divide the result
 * @param fields what to show of each thing
 * @param headers the headers of the request, with on whose behalf it is
 */
public record SearchRequest(
        Optional<String> filter,
        Set<String> namespaces,
        Optional<String> options,
        Optional<JsonFieldSelector> fields,
        DittoHeaders headers) {
    public SearchRequest {
        namespaces = Set.copyOf(namespaces);
    }

    AuthorizationContext who() {
        return headers.getAuthorizationContext();
    }

    /** Names what is searched for and in what order. */
    String fingerprint(SearchOptions parsed) {
        return filter.orElse("") + "|" + new TreeSet<>(namespaces) + "|" + parsed.sort();
    }
}
