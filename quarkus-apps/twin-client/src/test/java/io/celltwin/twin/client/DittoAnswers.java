package io.celltwin.twin.client;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.ditto.json.JsonObject;

/**
 * A WebSocket at which the answers of Ditto 3.9.6 are scripted, word for word: a stream that is begun or ended is
 * acknowledged; each command is answered as its topic says; what is not scripted is not answered.
 */
final class DittoAnswers implements AutoCloseable {

    /** {@code CreateThing} with an inline policy, when thing and policy exist. */
    static final String NOT_CREATABLE = """
            {"status":400,"error":"things:thing.notcreatable",\
            "message":"The Thing with ID 'demo:batch-1' could not be created because creation of its implicit Policy ID \
            'demo:batch-1' failed.",\
            "description":"Check if the Policy with the ID 'demo:batch-1' already existed and is not already used by \
            another Thing."}""";

    /** The same, when the thing is found first. */
    static final String CONFLICT = """
            {"status":409,"error":"things:thing.conflict",\
            "message":"The Thing with ID 'demo:batch-1' already exists and cannot be created."}""";

    static final String NOT_FOUND = """
            {"status":404,"error":"things:thing.notfound",\
            "message":"The Thing with ID 'demo:batch-1' could not be found or requester had insufficient permissions to \
            access it.",\
            "description":"Check if the ID of your requested Thing was correct and you have sufficient permissions."}""";

    /** {@code CreatePolicy} of one that exists. */
    static final String POLICY_CONFLICT = """
            {"status":409,"error":"policies:policy.conflict",\
            "message":"The Policy with ID 'demo:batch-1' already exists","description":"Choose another Policy ID"}""";

    /** A merge with {@code if-match: *} of a thing that is not there. */
    static final String NOTHING_TO_MATCH = """
            {"status":412,"error":"things:precondition.failed",\
            "message":"The comparison of precondition header 'if-match' for the requested Thing resource evaluated to \
            false. Header value: '*', actual entity-tag: 'null'.",\
            "description":"The comparison of the provided precondition header with the current ETag value of the \
            requested Thing resource evaluated to false. Check the value of your conditional header value."}""";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, String> errors = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile boolean silent;
    private volatile boolean thingIsAbsent;
    /** What is missing of thing and policy: the topic whose creation succeeds once, after which the thing can be read. */
    private volatile String missing;

    DittoAnswers() throws Exception {
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .webSocketHandler(socket -> socket.textMessageHandler(text -> answer(socket, text)))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Commands of this action ({@code create}, {@code retrieve}) are refused so. */
    DittoAnswers refuse(String action, String error) {
        errors.put(action, error);
        return this;
    }

    /** Commands of this action succeed with this value. */
    DittoAnswers answer(String action, String value) {
        values.put(action, value);
        return this;
    }

    /** The thing has lost its policy: nobody can read it until there is one again. */
    DittoAnswers withoutThePolicy(String thing) {
        return missing("demo/batch-1/policies/commands/create", CONFLICT, thing);
    }

    /** The policy has lost its thing, so the two cannot be created together. */
    DittoAnswers withThePolicyAlone(String thing) {
        errors.put("policies/create", POLICY_CONFLICT);
        return missing("demo/batch-1/things/twin/commands/create", NOT_CREATABLE, thing);
    }

    private DittoAnswers missing(String topic, String refusal, String thing) {
        errors.put("create", refusal);
        errors.put("retrieve", NOT_FOUND);
        values.put("retrieve", thing);
        missing = topic;
        return this;
    }

    /** The thing is not there: a merge at its root makes it, as Ditto does, unless {@code if-match} forbids that. */
    DittoAnswers withoutTheThing() {
        thingIsAbsent = true;
        return this;
    }

    /** Whether the thing is there. */
    boolean hasTheThing() {
        return !thingIsAbsent;
    }

    /** Nothing is answered any more, as when the other side is gone and TCP has not noticed. */
    void fallSilent() {
        silent = true;
    }

    /** What was received, in order: control messages as they are, commands by their topic. */
    List<String> received() {
        return List.copyOf(received);
    }

    private void answer(ServerWebSocket socket, String text) {
        if (!text.startsWith("{")) {
            received.add(text);
            if (!silent) {
                socket.writeTextMessage(text.split("\\?")[0] + ":ACK");
            }
            return;
        }
        JsonObject command = JsonObject.of(text);
        String topic = command.getValue("topic").orElseThrow().asString();
        received.add(topic);
        String action = topic.substring(topic.lastIndexOf('/') + 1);
        String correlation =
                command.getValue("headers/correlation-id").orElseThrow().asString();
        boolean together = command.getValue("value/_policy").isPresent();
        if (thingIsAbsent && action.equals("merge")) {
            mergeIntoNothing(socket, command, topic, correlation);
        } else if (topic.equals(missing) && !together) {
            missing = null;
            errors.remove("retrieve");
            write(
                    socket,
                    topic,
                    correlation,
                    201,
                    command.getValue("value").orElseThrow().asObject());
        } else if (topic.contains("/policies/") && errors.containsKey("policies/" + action)) {
            refuse(socket, correlation, errors.get("policies/" + action));
        } else if (!silent && errors.containsKey(action)) {
            refuse(socket, correlation, errors.get(action));
        } else if (!silent && values.containsKey(action)) {
            write(socket, topic, correlation, action.equals("create") ? 201 : 200, JsonObject.of(values.get(action)));
        }
    }

    private void mergeIntoNothing(ServerWebSocket socket, JsonObject command, String topic, String correlation) {
        boolean forbidden = command.getValue("headers/if-match")
                .filter(expected -> expected.asString().equals("*"))
                .isPresent();
        boolean root = command.getValue("path").orElseThrow().asString().equals("/");
        if (forbidden || !root) {
            refuse(socket, correlation, forbidden ? NOTHING_TO_MATCH : NOT_FOUND);
        } else {
            thingIsAbsent = false;
            write(
                    socket,
                    topic,
                    correlation,
                    201,
                    command.getValue("value").orElseThrow().asObject());
        }
    }

    private static void refuse(ServerWebSocket socket, String correlation, String answer) {
        JsonObject error = JsonObject.of(answer);
        write(
                socket,
                "demo/batch-1/things/twin/errors",
                correlation,
                error.getValue("status").orElseThrow().asInt(),
                error);
    }

    private static void write(ServerWebSocket socket, String topic, String correlation, int status, JsonObject value) {
        socket.writeTextMessage(JsonObject.newBuilder()
                .set("topic", topic)
                .set(
                        "headers",
                        JsonObject.newBuilder()
                                .set("correlation-id", correlation)
                                .set("content-type", "application/json")
                                .build())
                .set("path", "/")
                .set("value", value)
                .set("status", status)
                .build()
                .toString());
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
