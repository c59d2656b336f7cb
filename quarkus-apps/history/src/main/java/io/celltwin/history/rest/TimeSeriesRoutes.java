package io.celltwin.history.rest;

import io.celltwin.history.config.HistoryConfig;
import io.celltwin.history.error.InvalidQueryException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code /api/2/timeseries}: before the routes of a twin service in the same process, which does not know it. */
@ApplicationScoped
class TimeSeriesRoutes {

    static final String ROOT = "/api/2/timeseries";

    private static final int BEFORE_OTHERS = -1;
    private static final int THREADS = 4;
    private static final int MOST_WAITING = 64;

    private final TimeSeriesApi api;
    private final Credentials credentials;
    private final RequestThreads threads;

    @Inject
    TimeSeriesRoutes(TimeSeriesApi api, HistoryConfig config, MeterRegistry registry) {
        this(api, Credentials.of(config.preAuthenticated()), registry);
    }

    /** @param credentials the headers that say who asks */
    TimeSeriesRoutes(TimeSeriesApi api, Credentials credentials, MeterRegistry registry) {
        this.api = api;
        this.credentials = credentials;
        this.threads = new RequestThreads(
                "history-request",
                THREADS,
                MOST_WAITING,
                Counter.builder("celltwin.history.requests.refused")
                        .description("Requests that found too many others waiting")
                        .register(registry));
    }

    void mount(@Observes Router router) {
        router.route(ROOT + "/*").order(BEFORE_OTHERS).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        if (HttpMethod.GET.equals(context.request().method())) {
            threads.answer(context, this::answer);
        } else {
            Answers.methodNotAllowed(context);
        }
    }

    private void answer(RoutingContext context) {
        Answers.send(
                context,
                200,
                api.answer(
                        segments(context.request().path()),
                        context.request().params().entries(),
                        credentials.callerOf(context.request())));
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.substring(ROOT.length()).split("/", -1)) {
            try {
                segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new InvalidQueryException("The path is not encoded as a URL wants it.");
            }
        }
        segments.remove(0);
        if (!segments.isEmpty() && segments.get(segments.size() - 1).isEmpty()) {
            segments.remove(segments.size() - 1);
        }
        return segments;
    }

    @PreDestroy
    void close() {
        threads.close();
    }
}
