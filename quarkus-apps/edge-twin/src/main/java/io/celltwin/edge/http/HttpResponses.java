package io.celltwin.edge.http;

import io.celltwin.edge.result.CommandResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.ditto.base.model.acks.DittoAcknowledgementLabel;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.headers.contenttype.ContentType;
import org.eclipse.ditto.json.JsonKey;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.protocol.TopicPath;
import org.eclipse.ditto.protocol.adapter.DittoProtocolAdapter;

/** Writes answers and errors as Ditto's HTTP API does. To be called on the request's own context. */
public final class HttpResponses {
    private static final String JSON = "application/json";
    private static final String CHALLENGE = "Basic realm=\"Celltwin\", charset=\"UTF-8\"";
    /** The headers of a command that its HTTP response shows. */
    private static final Set<String> SHOWN = Set.of(
            "channel",
            "correlation-id",
            "ditto-metadata",
            "ditto-originator",
            "entity-revision",
            "etag",
            "live-channel-condition-matched",
            "response-required",
            "version");

    /** RFC 3986, section 3.3: what a segment may hold besides letters and digits. */
    private static final String UNENCODED = "-._~!$&'()*+,;=:@";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private HttpResponses() {}

    static void send(RoutingContext context, CommandResult answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        show(response, answer.headers());
        if (answer.topic().isCriterion(TopicPath.Criterion.ACKS)) {
            sendAcknowledgements(context, answer);
            return;
        }
        boolean message = answer.topic().isCriterion(TopicPath.Criterion.MESSAGES);
        if (answer.status().equals(HttpStatus.CREATED) && !message) {
            response.putHeader(HttpHeaders.LOCATION, location(context.request(), answer));
        }
        if (answer.value().isEmpty() || answer.status().equals(HttpStatus.NO_CONTENT)) {
            response.setStatusCode(answer.status().getCode()).end();
        } else if (message) {
            sendContent(response, answer);
        } else {
            send(response, answer.status(), answer.value().get());
        }
    }

    /** What was asked for, each by its label; of one that alone was asked for nothing but what it says. */
    private static void sendAcknowledgements(RoutingContext context, CommandResult answer) {
        HttpServerResponse response = context.response();
        JsonObject all = answer.value().orElseThrow().asObject();
        Optional<JsonValue> body = all.getSize() == 1
                ? all.stream().findFirst().orElseThrow().getValue().asObject().getValue("payload")
                : Optional.of(withLocation(all, context, answer));
        if (body.isEmpty() || answer.status().equals(HttpStatus.NO_CONTENT)) {
            response.setStatusCode(answer.status().getCode()).end();
        } else {
            send(response, answer.status(), body.get());
        }
    }

    private static JsonObject withLocation(JsonObject all, RoutingContext context, CommandResult answer) {
        JsonKey own = JsonKey.of(DittoAcknowledgementLabel.TWIN_PERSISTED);
        boolean created = all.getValue(own)
                .flatMap(persisted -> persisted.asObject().getValue("status"))
                .filter(status -> status.asInt() == HttpStatus.CREATED.getCode())
                .isPresent();
        return created
                ? all.setValue(
                        JsonPointer.empty()
                                .addLeaf(own)
                                .addLeaf(JsonKey.of("headers"))
                                .addLeaf(JsonKey.of("location")),
                        JsonValue.of(location(context.request(), answer)))
                : all;
    }

    /** The content of a message in the type that its sender gave it. */
    private static void sendContent(HttpServerResponse response, CommandResult answer) {
        JsonValue value = answer.value().orElseThrow();
        ContentType type = ContentType.of(answer.headers().getContentType().orElse(JSON));
        if (type.isJson() || !value.isString() || !isHeaderValue(type.getValue())) {
            send(response, answer.status(), value);
            return;
        }
        byte[] content = type.isBinary()
                ? Base64.getDecoder().decode(value.asString())
                : value.asString().getBytes(StandardCharsets.UTF_8);
        response.setStatusCode(answer.status().getCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, type.getValue())
                .end(Buffer.buffer(content));
    }

    static void send(RoutingContext context, ConnectionRequests.Reply reply) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        reply.created().ifPresent(id -> response.putHeader(HttpHeaders.LOCATION, location(context.request(), id)));
        if (reply.body().isPresent()) {
            send(response, reply.status(), reply.body().get());
        } else {
            response.setStatusCode(reply.status().getCode()).end();
        }
    }

    static void send(HttpServerResponse response, HttpStatus status, JsonValue body) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status.getCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .end(Buffer.buffer(body.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** Says that there is no such resource, in the words of the server that Ditto is built on. */
    static void sendNoSuchResource(HttpServerResponse response) {
        sendText(response, HttpStatus.NOT_FOUND, "The requested resource could not be found.");
    }

    /** Says which methods a resource has, in the words of the server that Ditto is built on. */
    static void sendMethodNotAllowed(HttpServerResponse response, List<String> allowed) {
        String methods = String.join(", ", allowed);
        response.putHeader(HttpHeaders.ALLOW, methods);
        sendText(response, HttpStatus.METHOD_NOT_ALLOWED, "HTTP method not allowed, supported methods: " + methods);
    }

    private static void sendText(HttpServerResponse response, HttpStatus status, String text) {
        response.setStatusCode(status.getCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=UTF-8")
                .end(text);
    }

    /** Writes an error. */
    public static void send(RoutingContext context, DittoRuntimeException error) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        show(response, error.getDittoHeaders());
        HttpStatus status = error.getHttpStatus();
        if (status.equals(HttpStatus.UNAUTHORIZED)) {
            response.putHeader("WWW-Authenticate", CHALLENGE);
        }
        if (status.equals(HttpStatus.NOT_MODIFIED)) {
            response.setStatusCode(status.getCode()).end();
        } else {
            send(response, status, error.toJson());
        }
    }

    private static void show(HttpServerResponse response, DittoHeaders headers) {
        Map<String, String> external =
                DittoProtocolAdapter.getHeaderTranslator().toExternalHeaders(headers);
        external.forEach((name, value) -> {
            if (SHOWN.contains(name) && isHeaderValue(value)) {
                response.putHeader(name, value);
            }
        });
    }

    private static boolean isHeaderValue(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    /** Where what was created is: by its own id, however the request spelled it. */
    private static String location(HttpServerRequest request, CommandResult answer) {
        TopicPath topic = answer.topic();
        StringBuilder location = new StringBuilder()
                .append(request.scheme())
                .append("://")
                .append(request.authority())
                .append(ApiRequest.ROOT)
                .append(topic.getGroup().getName())
                .append('/')
                .append(encoded(topic.getNamespace() + ":" + topic.getEntityName()));
        answer.path().forEach(key -> location.append('/').append(encoded(key.toString())));
        return location.toString();
    }

    /** A part of a path, with what need not be encoded as it is. */
    private static String encoded(String segment) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : segment.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || UNENCODED.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static String location(HttpServerRequest request, String id) {
        String resource = request.scheme() + "://" + request.authority() + request.path();
        return HttpMethod.POST.equals(request.method()) ? resource + "/" + id : resource;
    }
}
