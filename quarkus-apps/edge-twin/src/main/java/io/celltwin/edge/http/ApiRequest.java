package io.celltwin.edge.http;

import io.celltwin.edge.error.EdgeTwinException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoHeadersTooLargeException;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonFieldSelector;
import org.eclipse.ditto.json.JsonParseOptions;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;

/**
 * A request to the API, free of its transport.
 *
 * @param method GET, PUT and so on
 * @param path the path as it was asked for, without the query
 * @param segments the decoded parts of the path below {@code /api/2/}; one that ends the path with a slash is left out
 * @param parameters the query, the last value of each name
 * @param headers the headers that Ditto knows, those included that were given as query parameters
 * @param content the body, empty if there is none
 * @param caller on whose behalf it is
 */
record ApiRequest(
        HttpMethod method,
        String path,
        List<String> segments,
        Map<String, String> parameters,
        DittoHeaders headers,
        Buffer content,
        AuthorizationContext caller) {

    static final String ROOT = "/api/2/";
    private static final JsonParseOptions DECODED_ALREADY =
            JsonFactory.newParseOptionsBuilder().withoutUrlDecoding().build();
    /** What may stand in the query instead of in a header, as Ditto's gateway has it by default. */
    private static final Set<String> HEADERS_IN_QUERY = Set.of(
            "allow-policy-lockout",
            "at-historical-revision",
            "at-historical-timestamp",
            "channel",
            "condition",
            "correlation-id",
            "declared-acks",
            "dry-run",
            "live-channel-condition",
            "live-channel-timeout-strategy",
            "policy-view",
            "requested-acks",
            "response-required",
            "timeout");

    private static final String POLICY_VIEW = "policy-view";
    private static final String CORRELATION_ID_OF_PROXIES = "x-correlation-id";
    /** As many as Ditto takes of those that it knows. */
    private static final long MOST_HEADER_BYTES = 5_000;
    /** Headers to which browsers and proxies add lines of their own. */
    private static final Set<String> MAY_BE_REPEATED = Set.of("cookie", "forwarded", "via", "x-forwarded-for");
    /** Headers that have a meaning in HTTP and in a command, but not the same. */
    private static final Set<String> HTTP_ONLY = Set.of("authorization", "location", "reply-to");

    /**
     * Reads a request whose body has arrived.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if a header is not what it should be
     */
    static ApiRequest of(RoutingContext context, AuthorizationContext caller) {
        HttpServerRequest request = context.request();
        Map<String, String> parameters = new LinkedHashMap<>();
        readQuery(request, parameters);
        Buffer content = context.body().buffer() == null
                ? Buffer.buffer()
                : context.body().buffer();
        return new ApiRequest(
                request.method(),
                request.path(),
                segments(request.path()),
                parameters,
                headers(request, parameters),
                content,
                caller);
    }

    /** Only an ampersand ends a parameter: a semicolon may stand in the name of a field. */
    private static void readQuery(HttpServerRequest request, Map<String, String> parameters) {
        if (request.query() == null) {
            return;
        }
        for (String parameter : request.query().split("&")) {
            String[] nameAndValue = parameter.split("=", 2);
            try {
                parameters.put(
                        URLDecoder.decode(nameAndValue[0], StandardCharsets.UTF_8),
                        nameAndValue.length > 1 ? URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8) : "");
            } catch (IllegalArgumentException e) {
                throw EdgeTwinException.badRequest(
                        "The query of the request is not correctly encoded.",
                        "A percent sign needs two hexadecimal digits after it.");
            }
        }
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.substring(ROOT.length()).split("/", -1)) {
            try {
                segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw EdgeTwinException.badRequest(
                        "The path '" + path + "' is not correctly encoded.",
                        "A percent sign needs two hexadecimal digits after it.");
            }
        }
        if (segments.size() > 1 && segments.get(segments.size() - 1).isEmpty()) {
            segments.remove(segments.size() - 1);
        }
        return segments;
    }

    private static DittoHeaders headers(HttpServerRequest request, Map<String, String> parameters) {
        Map<String, String> given = new LinkedHashMap<>();
        request.headers().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (given.put(name, header.getValue()) != null && !MAY_BE_REPEATED.contains(name)) {
                throw duplicateHeader(
                        "The message contains headers which include a duplicate header field: '" + name + "'");
            }
        });
        parameters.forEach((parameter, value) -> {
            String name = parameter.toLowerCase(Locale.ROOT);
            if (HEADERS_IN_QUERY.contains(name)) {
                String header = given.put(name, value);
                if (header != null && !header.equals(value)) {
                    throw duplicateHeader(
                            "<" + name + "> was provided as header as well as query parameter with divergent values!");
                }
            }
        });
        given.keySet().removeAll(HTTP_ONLY);
        String correlationId = given.remove(CORRELATION_ID_OF_PROXIES);
        if (correlationId != null) {
            given.putIfAbsent("correlation-id", correlationId);
        }
        if (TimeoutBounds.isZero(given.getOrDefault("timeout", ""))) {
            if (!given.getOrDefault("requested-acks", "").isBlank()) {
                throw TimeoutBounds.zero();
            }
            given.remove("timeout");
            given.put("response-required", "false");
        }
        Map<String, String> known = DittoProtocolAdapter.getHeaderTranslator().retainKnownHeaders(given);
        int bytes = known.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length())
                .sum();
        if (bytes > MOST_HEADER_BYTES) {
            throw DittoHeadersTooLargeException.newSizeLimitBuilder(MOST_HEADER_BYTES)
                    .build();
        }
        DittoHeaders headers = dittoHeaders(known);
        String view = given.get(POLICY_VIEW); // newer than the published translator
        return view == null
                ? headers
                : headers.toBuilder().putHeader(POLICY_VIEW, view).build();
    }

    private static DittoRuntimeException duplicateHeader(String message) {
        return EdgeTwinException.ofDitto(
                "gateway:duplicate.header.field",
                HttpStatus.BAD_REQUEST,
                message,
                "A request must not contain multiple header fields with the same field name. For more information see"
                        + " RFC 7230 section 3.2.2.",
                URI.create("https://tools.ietf.org/rfc/rfc7230.txt"));
    }

    private static DittoHeaders dittoHeaders(Map<String, String> known) {
        try {
            return DittoHeaders.of(DittoProtocolAdapter.getHeaderTranslator().fromExternalHeaders(known));
        } catch (IllegalArgumentException e) {
            throw EdgeTwinException.badRequest("A header has an invalid value: " + e.getMessage(), null);
        }
    }

    /** The body as text. */
    String body() {
        return content.toString(StandardCharsets.UTF_8);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /**
     * The fields that the answer is to show.
     *
     * @throws DittoJsonException if they are not correctly given
     */
    Optional<JsonFieldSelector> fields() {
        return parameter("fields").map(ApiRequest::fields);
    }

    /**
     * The fields of a list.
     *
     * @throws DittoJsonException if they are not correctly given
     */
    static JsonFieldSelector fields(String list) {
        return DittoJsonException.wrapJsonRuntimeException(() -> JsonFactory.newFieldSelector(list, DECODED_ALREADY));
    }

    /** The segment at a place, empty if the path is shorter. */
    String segment(int index) {
        return index < segments.size() ? segments.get(index) : "";
    }
}
