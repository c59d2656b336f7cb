package io.celltwin.history.rest;

import io.celltwin.history.access.Caller;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The headers by which a request says who asks.
 *
 * @param headers their names
 */
record Credentials(List<String> headers) {

    /** Of Ditto, for a user whom a proxy has authenticated. */
    private static final String PRE_AUTHENTICATED = "x-ditto-pre-authenticated";

    private static final String AUTHORIZATION = "Authorization";
    private static final String COOKIE = "Cookie";

    /** @param preAuthenticated whether what a proxy says is believed */
    static Credentials of(boolean preAuthenticated) {
        return new Credentials(
                preAuthenticated ? List.of(AUTHORIZATION, COOKIE, PRE_AUTHENTICATED) : List.of(AUTHORIZATION, COOKIE));
    }

    Caller callerOf(HttpServerRequest request) {
        Map<String, String> values = new HashMap<>();
        for (String name : headers) {
            String value = request.getHeader(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return new Caller(values);
    }
}
