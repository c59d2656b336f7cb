package io.celltwin.history.rest;

import io.celltwin.history.access.Caller;
import io.celltwin.history.access.PermissionCheck;
import io.celltwin.history.access.TwinPermissions;
import io.celltwin.history.config.HistoryConfig;
import io.celltwin.history.error.StoreException;
import io.celltwin.history.export.CsvWriter;
import io.celltwin.history.export.ParquetFile;
import io.celltwin.history.export.PointSource;
import io.celltwin.history.query.QueryParameters;
import io.celltwin.history.query.Selection;
import io.celltwin.history.store.StoredSeries;
import io.celltwin.history.store.TimeSeriesStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * {@code GET /history/export}: the points of things as CSV or Parquet, as far as the caller may read them. CSV is sent while it is
 * read; Parquet is a file first, because its directory stands at its end.
 */
@ApplicationScoped
class ExportRoutes {

    static final String PATH = "/history/export";

    private static final Logger LOG = Logger.getLogger(ExportRoutes.class);
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 8;

    private final TimeSeriesStore store;
    private final TwinPermissions permissions;
    private final String permission;
    private final Credentials credentials;
    private final InstantSource clock;
    private final RequestThreads threads;

    @Inject
    ExportRoutes(TimeSeriesStore store, TwinPermissions permissions, HistoryConfig config, MeterRegistry registry) {
        this(
                store,
                permissions,
                config.permission().name(),
                Credentials.of(config.preAuthenticated()),
                InstantSource.system(),
                registry);
    }

    ExportRoutes(
            TimeSeriesStore store,
            TwinPermissions permissions,
            String permission,
            Credentials credentials,
            InstantSource clock,
            MeterRegistry registry) {
        this.store = store;
        this.permissions = permissions;
        this.permission = permission;
        this.credentials = credentials;
        this.clock = clock;
        this.threads = new RequestThreads(
                "history-export",
                THREADS,
                MOST_WAITING,
                Counter.builder("celltwin.history.exports.refused")
                        .description("Exports that found too many others waiting")
                        .register(registry));
    }

    void mount(@Observes Router router) {
        router.route(PATH).handler(context -> {
            if (HttpMethod.GET.equals(context.request().method())) {
                threads.answer(context, this::export);
            } else {
                Answers.methodNotAllowed(context);
            }
        });
    }

    private void export(RoutingContext context) {
        Selection selection = Selection.of(
                new QueryParameters(context.request().params().entries(), Selection.PARAMETERS), clock.instant());
        PointSource points =
                new PointSource(store, readable(credentials.callerOf(context.request()), selection), selection.range());
        if (selection.parquet()) {
            sendParquet(context.response(), points);
        } else {
            sendCsv(context.response(), points);
        }
    }

    private List<StoredSeries> readable(Caller caller, Selection selection) {
        selection.things().forEach(thing -> permissions.requireVisible(caller, thing));
        List<StoredSeries> wanted =
                store.series(series -> selection.things().contains(series.key().thingId())
                        && (selection.paths().isEmpty()
                                || selection.paths().contains(series.key().path())));
        Set<PermissionCheck> granted =
                permissions.granted(caller, wanted.stream().map(this::check).collect(Collectors.toSet()));
        return wanted.stream().filter(series -> granted.contains(check(series))).toList();
    }

    private PermissionCheck check(StoredSeries series) {
        return new PermissionCheck(series.key().thingId(), series.key().path(), permission);
    }

    private static void sendCsv(HttpServerResponse response, PointSource points) {
        response.putHeader("Content-Type", "text/csv; charset=utf-8")
                .putHeader("Content-Disposition", "attachment; filename=\"history.csv\"")
                .setChunked(true);
        ResponseText out = new ResponseText(response);
        try {
            out.append(CsvWriter.HEADER);
            points.forEach(point -> CsvWriter.write(point, out));
            out.end();
        } catch (IOException | StoreException e) {
            // The head is sent already: a reader knows by the missing end that it is not whole.
            LOG.warnf("An export ends before its time: %s", e.getMessage());
            response.reset();
        }
    }

    private static void sendParquet(HttpServerResponse response, PointSource points) {
        try (ParquetFile file = ParquetFile.of(points)) {
            response.putHeader("Content-Type", "application/vnd.apache.parquet")
                    .putHeader("Content-Disposition", "attachment; filename=\"history.parquet\"");
            ResponseText.await(response.sendFile(file.path().toString()));
        } catch (IOException e) {
            LOG.warnf("An export ends before its time: %s", e.getMessage());
            throw new UncheckedIOException(e);
        }
    }

    @PreDestroy
    void close() {
        threads.close();
    }
}
