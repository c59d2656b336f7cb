package io.celltwin.history.rest;

import io.celltwin.history.access.Caller;
import io.celltwin.history.access.PermissionCheck;
import io.celltwin.history.access.TwinPermissions;
import io.celltwin.history.config.HistoryConfig;
import io.celltwin.history.query.CompletenessQuery;
import io.celltwin.history.query.CompletenessReader;
import io.celltwin.history.query.QueryParameters;
import io.celltwin.history.store.TimeSeriesStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code GET /history/completeness}: points got against points due, by thing and day. */
@ApplicationScoped
class CompletenessRoutes {

    static final String PATH = "/history/completeness";

    private static final int THREADS = 1;
    private static final int MOST_WAITING = 16;

    private final CompletenessReader reader;
    private final TwinPermissions permissions;
    private final String permission;
    private final Credentials credentials;
    private final InstantSource clock;
    private final RequestThreads threads;

    @Inject
    CompletenessRoutes(
            TimeSeriesStore store, TwinPermissions permissions, HistoryConfig config, MeterRegistry registry) {
        this(
                store,
                permissions,
                config.permission().name(),
                Credentials.of(config.preAuthenticated()),
                InstantSource.system(),
                registry);
    }

    CompletenessRoutes(
            TimeSeriesStore store,
            TwinPermissions permissions,
            String permission,
            Credentials credentials,
            InstantSource clock,
            MeterRegistry registry) {
        this.reader = new CompletenessReader(store);
        this.permissions = permissions;
        this.permission = permission;
        this.credentials = credentials;
        this.clock = clock;
        this.threads = new RequestThreads(
                "history-completeness",
                THREADS,
                MOST_WAITING,
                Counter.builder("celltwin.history.completeness.refused")
                        .description("Requests for figures of completeness that found too many others waiting")
                        .register(registry));
    }

    void mount(@Observes Router router) {
        router.route(PATH).handler(context -> {
            if (HttpMethod.GET.equals(context.request().method())) {
                threads.answer(context, this::answer);
            } else {
                Answers.methodNotAllowed(context);
            }
        });
    }

    private void answer(RoutingContext context) {
        CompletenessQuery query = CompletenessQuery.of(
                new QueryParameters(context.request().params().entries(), CompletenessQuery.PARAMETERS),
                clock.instant());
        Caller caller = credentials.callerOf(context.request());
        List<CompletenessReader.Day> days = new ArrayList<>();
        for (String thing : query.things()) {
            Optional<Instant> madeAt = permissions.madeAt(caller, thing);
            Set<PermissionCheck> granted = permissions.granted(
                    caller,
                    query.paths().stream().map(path -> check(thing, path)).collect(Collectors.toSet()));
            List<String> readable = query.paths().stream()
                    .filter(path -> granted.contains(check(thing, path)))
                    .toList();
            if (!readable.isEmpty()) {
                query.since(madeAt.orElse(Instant.MIN))
                        .ifPresent(lifetime -> days.addAll(reader.days(thing, readable, lifetime)));
            }
        }
        Answers.send(context, 200, TimeSeriesJson.completeness(days));
    }

    private PermissionCheck check(String thing, String path) {
        return new PermissionCheck(thing, path, permission);
    }

    @PreDestroy
    void close() {
        threads.close();
    }
}
