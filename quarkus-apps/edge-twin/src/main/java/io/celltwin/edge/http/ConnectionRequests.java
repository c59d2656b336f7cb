package io.celltwin.edge.http;

import io.celltwin.edge.connection.Connections;
import io.celltwin.edge.connection.MaskedPassword;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.error.UnsupportedFeature;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.connectivity.model.Connection;
import org.eclipse.ditto.connectivity.model.ConnectionConfigurationInvalidException;
import org.eclipse.ditto.connectivity.model.ConnectionId;
import org.eclipse.ditto.connectivity.model.ConnectivityModelFactory;
import org.eclipse.ditto.connectivity.model.ConnectivityStatus;
import org.eclipse.ditto.connectivity.model.signals.commands.exceptions.ConnectionIdNotExplicitlySettableException;
import org.eclipse.ditto.connectivity.model.signals.commands.exceptions.ConnectivityCommandInvalidException;
import org.eclipse.ditto.connectivity.model.signals.commands.modify.CloseConnection;
import org.eclipse.ditto.connectivity.model.signals.commands.modify.EnableConnectionLogs;
import org.eclipse.ditto.connectivity.model.signals.commands.modify.OpenConnection;
import org.eclipse.ditto.connectivity.model.signals.commands.modify.ResetConnectionLogs;
import org.eclipse.ditto.connectivity.model.signals.commands.modify.ResetConnectionMetrics;
import org.eclipse.ditto.json.JsonCollectors;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;
import org.jboss.logging.Logger;

/** The resource {@code /connections}, for engineers and services only. */
final class ConnectionRequests {
    private static final Set<String> ALLOWED = Set.of(Callers.ROLE + "engineer", Callers.ROLE + "service");

    private static final Set<String> PARTS = Set.of("status", "metrics", "logs", "command");
    private static final Logger LOG = Logger.getLogger(ConnectionRequests.class);

    private final Connections connections;

    ConnectionRequests(Connections connections) {
        this.connections = connections;
    }

    /**
     * Answers a request.
     *
     * @return completes when what it changes is on disk; fails with {@link DittoRuntimeException}
     * @throws DittoRuntimeException if it is not understood or not allowed
     */
    CompletionStage<Reply> answer(ApiRequest request) {
        if (request.caller().stream().map(AuthorizationSubject::getId).noneMatch(ALLOWED::contains)) {
            throw EdgeTwinException.forbidden("Connections", "An engineer or a service may see and change them.");
        }
        return switch (request.segments().size()) {
            case 1 -> ofAll(request);
            case 2 -> ofOne(request, ConnectionId.of(request.segment(1)));
            case 3 -> ofPart(request, ConnectionId.of(request.segment(1)));
            default -> throw EdgeTwinException.noSuchResource(request.path());
        };
    }

    private CompletionStage<Reply> ofAll(ApiRequest request) {
        switch (request.method().name()) {
            case "GET" -> {
                boolean idsOnly = request.parameter("ids-only")
                        .filter(Boolean::parseBoolean)
                        .isPresent();
                return CompletableFuture.completedFuture(Reply.of(connections.all().stream()
                        .map(connection -> idsOnly ? JsonValue.of(connection.getId()) : shown(connection, request))
                        .collect(JsonCollectors.valuesToArray())));
            }
            case "POST" -> {
                if (request.parameter("dry-run").filter(Boolean::parseBoolean).isPresent()) {
                    throw UnsupportedFeature.DRY_RUN.error();
                }
                JsonObject body = body(request);
                if (body.contains(Connection.JsonFields.ID.getPointer())) {
                    throw ConnectionIdNotExplicitlySettableException.newBuilder()
                            .dittoHeaders(request.headers())
                            .build();
                }
                Connection wanted =
                        connection(body, ConnectionId.of(UUID.randomUUID().toString()), request);
                return connections.put(wanted, request.headers()).thenApply(before -> created(wanted, request));
            }
            default -> throw EdgeTwinException.methodNotAllowed(request.method().name(), request.path());
        }
    }

    private CompletionStage<Reply> ofOne(ApiRequest request, ConnectionId id) {
        switch (request.method().name()) {
            case "GET" -> {
                return CompletableFuture.completedFuture(
                        Reply.of(shown(connections.get(id, request.headers()), request)));
            }
            case "PUT" -> {
                JsonObject body = body(request);
                if (body.getValue(Connection.JsonFields.ID)
                        .filter(given -> !given.equals(id.toString()))
                        .isPresent()) {
                    throw ConnectionIdNotExplicitlySettableException.newBuilder()
                            .dittoHeaders(request.headers())
                            .build();
                }
                Connection wanted = connection(body, id, request);
                return connections
                        .put(wanted, request.headers())
                        .thenApply(before -> before.isEmpty() ? created(wanted, request) : Reply.NO_CONTENT);
            }
            case "DELETE" -> {
                return connections.delete(id, request.headers()).thenApply(gone -> Reply.NO_CONTENT);
            }
            default -> throw EdgeTwinException.methodNotAllowed(request.method().name(), request.path());
        }
    }

    private CompletionStage<Reply> ofPart(ApiRequest request, ConnectionId id) {
        boolean isCommand = "command".equals(request.segment(2));
        if (!PARTS.contains(request.segment(2))) {
            throw EdgeTwinException.noSuchResource(request.path());
        }
        if (!request.method().name().equals(isCommand ? "POST" : "GET")) {
            throw EdgeTwinException.methodNotAllowed(request.method().name(), request.path());
        }
        return switch (request.segment(2)) {
            case "status" -> found(connections.status(id, request.headers()));
            case "metrics" -> found(connections.metrics(id, request.headers()));
            case "logs" -> found(connections.logs(id, request.headers()));
            default -> execute(request.body().trim(), id, request);
        };
    }

    private CompletionStage<Reply> execute(String command, ConnectionId id, ApiRequest request) {
        connections.get(id, request.headers());
        switch (command) {
            case OpenConnection.TYPE -> {
                return connections
                        .setStatus(id, ConnectivityStatus.OPEN, request.headers())
                        .thenApply(done -> Reply.DONE);
            }
            case CloseConnection.TYPE -> {
                return connections
                        .setStatus(id, ConnectivityStatus.CLOSED, request.headers())
                        .thenApply(done -> Reply.DONE);
            }
            case ResetConnectionMetrics.TYPE -> connections.resetMetrics(id, request.headers());
            case ResetConnectionLogs.TYPE -> connections.resetLogs(id, request.headers());
            case EnableConnectionLogs.TYPE -> LOG.debugf("The logs of %s are enabled always", id);
            default ->
                throw ConnectivityCommandInvalidException.newBuilder(command)
                        .dittoHeaders(request.headers())
                        .build();
        }
        return CompletableFuture.completedFuture(Reply.DONE);
    }

    private static CompletionStage<Reply> found(JsonValue body) {
        return CompletableFuture.completedFuture(Reply.of(body));
    }

    private Reply created(Connection wanted, ApiRequest request) {
        return new Reply(
                HttpStatus.CREATED,
                Optional.of(shown(wanted, request)),
                Optional.of(wanted.getId().toString()));
    }

    private static JsonObject body(ApiRequest request) {
        if (request.body().isBlank()) {
            throw EdgeTwinException.badRequest("The request needs a body with JSON.", null);
        }
        return DittoJsonException.wrapJsonRuntimeException(() -> JsonFactory.newObject(request.body()));
    }

    private static Connection connection(JsonObject body, ConnectionId id, ApiRequest request) {
        try {
            return ConnectivityModelFactory.connectionFromJson(body.set(Connection.JsonFields.ID, id.toString()));
        } catch (JsonRuntimeException e) {
            throw new DittoJsonException(e, request.headers());
        } catch (DittoRuntimeException e) {
            throw e.setDittoHeaders(request.headers());
        } catch (IllegalArgumentException | NullPointerException | UnsupportedOperationException e) {
            throw ConnectionConfigurationInvalidException.newBuilder(String.valueOf(e.getMessage()))
                    .dittoHeaders(request.headers())
                    .build();
        }
    }

    private static JsonValue shown(Connection connection, ApiRequest request) {
        JsonObject json =
                connection.toJson().set(Connection.JsonFields.URI, MaskedPassword.masked(connection.getUri()));
        return request.fields().map(json::get).orElse(json);
    }

    /**
     * The answer to a request.
     *
     * @param created the id of what was created
     */
    record Reply(HttpStatus status, Optional<JsonValue> body, Optional<String> created) {
        static final Reply DONE = new Reply(HttpStatus.OK, Optional.empty(), Optional.empty());
        static final Reply NO_CONTENT = new Reply(HttpStatus.NO_CONTENT, Optional.empty(), Optional.empty());

        static Reply of(JsonValue body) {
            return new Reply(HttpStatus.OK, Optional.of(body), Optional.empty());
        }
    }
}
