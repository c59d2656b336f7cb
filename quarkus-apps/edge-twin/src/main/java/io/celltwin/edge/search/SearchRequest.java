package io.celltwin.edge.search;

import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFieldSelector;

/**
 * Asks for things.
 *
 * @param filter an RQL expression, everything if there is none
 * @param namespaces the namespaces to look in, all if it is not said
 * @param options how to sort and divide the result
 * @param fields what to show of each thing
 * @param headers the headers of the request, with on whose behalf it is
 */
public record SearchRequest(
        Optional<String> filter,
        Optional<Set<String>> namespaces,
        Optional<String> options,
        Optional<JsonFieldSelector> fields,
        DittoHeaders headers) {
    public SearchRequest {
        namespaces = namespaces.map(Set::copyOf);
    }

    AuthorizationContext who() {
        return headers.getAuthorizationContext();
    }

    /** The request for the page after one. */
    public SearchRequest after(String cursor, Optional<String> size) {
        String options = size.map(given -> given + ",").orElse("") + "cursor(" + cursor + ")";
        return new SearchRequest(Optional.empty(), Optional.empty(), Optional.of(options), fields, headers);
    }
}
