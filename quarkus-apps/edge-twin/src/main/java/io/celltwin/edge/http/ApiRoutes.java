package io.celltwin.edge.http;

import io.celltwin.edge.access.PermissionChecks;
import io.celltwin.edge.config.EdgeTwinConfig;
import io.celltwin.edge.connection.Connections;
import io.celltwin.edge.dispatch.SignalRouter;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.error.UnsupportedFeature;
import io.celltwin.edge.policydocument.PolicyAction;
import io.celltwin.edge.protocol.DittoProtocol;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.search.ThingSearch;
import io.celltwin.edge.sse.EventStreams;
import io.celltwin.service.failure.Failures;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.ditto.base.model.auth.AuthorizationContext;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaderDefinition;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.Signal;
import org.eclipse.ditto.base.model.signals.commands.exceptions.CommandTimeoutException;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonRuntimeException;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.messages.model.signals.commands.MessageCommand;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.things.model.ThingId;
import org.eclipse.ditto.things.model.signals.commands.modify.ThingModifyCommand;
import org.jboss.logging.Logger;

/** Ditto's HTTP API 2. */
@ApplicationScoped
class ApiRoutes {
    private static final Logger LOG = Logger.getLogger(ApiRoutes.class);

    private static final String ORIGIN = "http";
    private static final int AFTER_ALL_ROUTES = 100_000;
    private static final Pattern VERSION = Pattern.compile("/api/([0-9]{1,9})(/.*)?");
    /** Resources beside things and policies, which say themselves what they are. */
    private static final Set<String> MANAGEMENT = Set.of("connections", "cloudevents", "devops");

    private final SignalRouter router;
    private final DittoProtocol protocol;
    private final PermissionChecks permissions;
    private final CommandRequests commands;
    private final PolicyActionRequests actions;
    private final SearchRequests searches;
    private final EventStreamRequests streams;
    private final ConnectionRequests connections;
    private final Callers callers;
    private final long bodyLimit;

    @Inject
    ApiRoutes(
            SignalRouter router,
            DittoProtocol protocol,
            ThingSearch search,
            EventStreams streams,
            Connections connections,
            PermissionChecks permissions,
            EdgeTwinConfig config,
            IdentityProviderManager identities,
            SignInWatch watch) {
        this.router = router;
        this.protocol = protocol;
        this.permissions = permissions;
        commands = new CommandRequests(config.defaultNamespace());
        actions = new PolicyActionRequests(config.policies().tokenIntegrationSubject());
        searches = new SearchRequests(search);
        this.streams = new EventStreamRequests(streams, watch);
        this.connections = new ConnectionRequests(connections);
        callers = new Callers(identities);
        bodyLimit = config.limits().requestBytes();
    }

    void mount(@Observes Router router) {
        router.route("/api/*").order(AFTER_ALL_ROUTES).handler(ApiRoutes::refuseOtherVersion);
        router.route(ApiRequest.ROOT + "*")
                .handler(BodyHandler.create(false).setBodyLimit(bodyLimit))
                .handler(this::handle)
                .failureHandler(this::fail);
    }

    private static void refuseOtherVersion(RoutingContext context) {
        Matcher other = VERSION.matcher(context.request().path());
        if (other.matches()) {
            HttpResponses.send(context, EdgeTwinException.noSuchVersion(Integer.parseInt(other.group(1))));
        } else {
            HttpResponses.sendNoSuchResource(context.response());
        }
    }

    private void handle(RoutingContext context) {
        if (!context.request().path().startsWith(ApiRequest.ROOT)) {
            HttpResponses.sendNoSuchResource(context.response());
            return;
        }
        callers.signedIn(context)
                .subscribe()
                .with(caller -> guarded(context, () -> dispatch(context, caller)), error -> fail(context, error));
    }

    private void dispatch(RoutingContext context, Callers.SignedIn signedIn) {
        AuthorizationContext caller = signedIn.caller();
        ApiRequest request = ApiRequest.of(context, caller);
        if (EventStreamRequests.asksForStream(context.request(), request)) {
            streams.open(context.request(), context.response(), request, signedIn);
            return;
        }
        if (!MANAGEMENT.contains(request.segment(0))) {
            checkId(request);
            Optional<List<String>> methods = ResourceMethods.of(request.segments());
            if (methods.isEmpty()) {
                HttpResponses.sendNoSuchResource(context.response());
                return;
            }
            if (!methods.get().contains(request.method().name())) {
                HttpResponses.sendMethodNotAllowed(context.response(), methods.get());
                return;
            }
        }
        TimeoutBounds.check(request, context.request());
        switch (request.segment(0)) {
            case "things" -> {
                if (SearchRequests.listsThings(request)) {
                    search(context, request);
                } else {
                    execute(context, request);
                }
            }
            case "policies" -> {
                if (PolicyActionRequests.isAction(request)) {
                    PolicyAction action = actions.toAction(request, signedIn.token());
                    execute(context, protocol.onBehalfOf(action, caller, ORIGIN));
                } else {
                    execute(context, request);
                }
            }
            case "checkPermissions" -> sendFound(context, checkPermissions(request));
            case "whoami" -> sendFound(context, Whoami.of(caller));
            case "search" -> search(context, request);
            case "connections" -> manageConnections(context, request);
            case "cloudevents", "devops" -> throw UnsupportedFeature.RESOURCE.error(request.path());
            default -> throw EdgeTwinException.noSuchResource(request.path());
        }
    }

    /** An id that can be none is told before what is wrong with the rest. */
    private static void checkId(ApiRequest request) {
        String id = request.segment(1);
        if (!id.isEmpty() && request.segment(0).equals("things")) {
            ThingId.of(id);
        } else if (!id.isEmpty() && request.segment(0).equals("policies")) {
            PolicyId.of(id);
        }
    }

    private JsonObject checkPermissions(ApiRequest request) {
        return permissions.answer(CommandRequests.objectIn(request), request.caller());
    }

    private void execute(RoutingContext context, ApiRequest request) {
        execute(context, protocol.toSignal(commands.toMessage(request), request.caller(), ORIGIN));
    }

    /** Whoever waits for no response is told what was refused, all the same. */
    private void execute(RoutingContext context, Signal<?> signal) {
        CompletionStage<CommandResult> answer = router.execute(signal);
        Context ours = Vertx.currentContext();
        answer.whenComplete((done, error) -> onContext(ours, ignored -> {
            if (error != null) {
                fail(context, shown(error, signal));
            } else if (signal.getDittoHeaders().isResponseRequired()) {
                HttpResponses.send(context, done);
            } else {
                context.response().setStatusCode(HttpStatus.ACCEPTED.getCode()).end();
            }
        }));
    }

    /** A command that was to change a thing, or a message, comes back with whether a response is still waited for. */
    private static Throwable shown(Throwable error, Signal<?> signal) {
        boolean changes = signal instanceof ThingModifyCommand || signal instanceof MessageCommand;
        return changes && Failures.unwrap(error) instanceof DittoRuntimeException known
                ? known.setDittoHeaders(known.getDittoHeaders().toBuilder()
                        .responseRequired(!(known instanceof CommandTimeoutException)
                                && signal.getDittoHeaders().isResponseRequired())
                        .build())
                : error;
    }

    /** A search looks at every thing, which may take longer than an event loop may be held up. */
    private void search(RoutingContext context, ApiRequest request) {
        if (!request.headers().isResponseRequired()) {
            throw EdgeTwinException.queryWithoutResponse();
        }
        context.vertx()
                .executeBlocking(
                        () -> searches.answer(request, context.request().params()), false)
                .onSuccess(found -> sendFound(context, found))
                .onFailure(error -> fail(context, error));
    }

    private static void sendFound(RoutingContext context, JsonValue found) {
        context.response().putHeader(DittoHeaderDefinition.RESPONSE_REQUIRED.getKey(), "false");
        HttpResponses.send(context.response(), HttpStatus.OK, found);
    }

    private void manageConnections(RoutingContext context, ApiRequest request) {
        Context ours = Vertx.currentContext();
        connections
                .answer(request)
                .whenComplete((reply, error) -> onContext(ours, ignored -> {
                    if (error != null) {
                        fail(context, error);
                    } else {
                        HttpResponses.send(context, reply);
                    }
                }));
    }

    private static void onContext(Context context, Consumer<Void> action) {
        if (Vertx.currentContext() == context) {
            action.accept(null);
        } else {
            context.runOnContext(action::accept);
        }
    }

    /** What is wrong with a request itself is told without the headers that its command would have had. */
    private void guarded(RoutingContext context, Runnable action) {
        try {
            action.run();
        } catch (DittoRuntimeException e) {
            fail(context, e.getDittoHeaders().isEmpty() ? e : e.setDittoHeaders(DittoHeaders.empty()));
        } catch (RuntimeException | StackOverflowError e) {
            fail(context, e);
        }
    }

    private void fail(RoutingContext context) {
        if (context.statusCode() == HttpStatus.REQUEST_ENTITY_TOO_LARGE.getCode()) {
            HttpResponses.send(context, EdgeTwinException.tooLarge(bodyLimit));
        } else if (context.failure() == null && context.statusCode() > 0) {
            context.response().setStatusCode(context.statusCode()).end();
        } else {
            fail(context, context.failure());
        }
    }

    private void fail(RoutingContext context, Throwable error) {
        Throwable cause = Failures.unwrap(error);
        boolean notSignedIn = cause instanceof AuthenticationFailedException
                || cause instanceof DittoRuntimeException known
                        && HttpStatus.UNAUTHORIZED.equals(known.getHttpStatus());
        Optional<String> mistake = notSignedIn
                ? BearerToken.mistake(context.request().getHeader(HttpHeaders.AUTHORIZATION))
                : Optional.empty();
        if (mistake.isPresent()) {
            HttpResponses.send(context, EdgeTwinException.tokenMalformed(mistake.get()));
        } else if (cause instanceof DittoRuntimeException known) {
            HttpResponses.send(context, known);
        } else if (cause instanceof JsonRuntimeException notJson) {
            HttpResponses.send(context, new DittoJsonException(notJson));
        } else if (cause instanceof AuthenticationFailedException) {
            HttpResponses.send(context, EdgeTwinException.notSignedIn());
        } else {
            LOG.errorf(
                    cause,
                    "The request %s %s failed by a defect",
                    context.request().method(),
                    context.request().path());
            HttpResponses.send(context, EdgeTwinException.internal());
        }
    }
}
