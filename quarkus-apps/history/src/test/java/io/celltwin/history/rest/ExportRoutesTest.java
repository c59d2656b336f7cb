package io.celltwin.history.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.history.access.TwinPermissions;
import io.celltwin.history.point.PointValue;
import io.celltwin.history.point.PointValue.BooleanValue;
import io.celltwin.history.point.PointValue.Gap;
import io.celltwin.history.point.PointValue.NumberValue;
import io.celltwin.history.point.PointValue.TextValue;
import io.celltwin.history.point.SeriesKey;
import io.celltwin.history.point.TimeSeriesPoint;
import io.celltwin.history.sql.SqlTimeSeriesStore;
import io.celltwin.history.store.PointBatch;
import io.celltwin.history.store.TimeSeriesStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What analysts take away. */
class ExportRoutesTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final String ANNA = "Bearer anna";
    private static final String PACK = "demo:pack-1";
    private static final String VOLTAGE = "/features/bms/properties/packVoltage";
    private static final String STATE = "/features/bms/properties/batteryState";
    private static final String DAY = "from=2026-05-04T00:00:00Z&to=2026-05-05T00:00:00Z";
    private static final int MANY = 25_000;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static StubTwinService twins;
    private static TimeSeriesStore store;
    private static Vertx vertx;
    private static HttpServer server;
    private static ExportRoutes routes;
    private static CompletenessRoutes completeness;

    @BeforeAll
    static void start() throws Exception {
        twins = StubTwinService.start();
        store = SqlTimeSeriesStore.duckDb(directory.resolve("history.duckdb"), 64);
        TwinPermissions permissions = new TwinPermissions(
                twins.url(), HTTP, Duration.ofSeconds(5), Duration.ofMillis(1), InstantSource.system());
        routes = new ExportRoutes(
                store,
                permissions,
                "READ_TS",
                Credentials.of(false),
                InstantSource.fixed(NOON),
                new SimpleMeterRegistry());
        completeness = new CompletenessRoutes(
                store,
                permissions,
                "READ_TS",
                Credentials.of(false),
                InstantSource.fixed(NOON),
                new SimpleMeterRegistry());
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        routes.mount(router);
        completeness.mount(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        twins.show(ANNA, PACK);
        twins.show(ANNA, "demo:pack-2");
        twins.grant(ANNA, PACK, VOLTAGE, "READ_TS");
        twins.grant(ANNA, PACK, STATE, "READ_TS");
        twins.grant(ANNA, PACK, "/features/bms/properties/contactorClosed", "READ_TS");
        twins.grant(ANNA, "demo:pack-2", VOLTAGE, "READ_TS");
        List<TimeSeriesPoint> points = new ArrayList<>(List.of(
                point(PACK, VOLTAGE, 0, NumberValue.of(400.25)),
                point(PACK, VOLTAGE, 1, new Gap("Bad, \"really\"")),
                point(PACK, STATE, 0, new TextValue("=a,\"b\"\nc")),
                point(PACK, "/features/bms/properties/contactorClosed", 0, new BooleanValue(true)),
                point(PACK, "/features/bms/properties/recipe", 0, new TextValue("secret"))));
        for (int i = 0; i < MANY; i++) {
            points.add(point("demo:pack-2", VOLTAGE, i, NumberValue.of(i)));
        }
        store.append(new PointBatch(points, Map.of()));
    }

    private static TimeSeriesPoint point(String thing, String path, long second, PointValue value) {
        return new TimeSeriesPoint(
                new SeriesKey(thing, path),
                NOON.plusSeconds(second),
                1,
                value,
                path.equals(VOLTAGE) ? Optional.of("V") : Optional.empty(),
                new TreeMap<>());
    }

    @AfterAll
    static void stop() throws Exception {
        routes.close();
        completeness.close();
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        store.close();
        twins.close();
    }

    @Test
    void csvHasUnitsAndQualityAndNothingThatTheCallerMayNotRead() throws Exception {
        HttpResponse<String> answer =
                HTTP.send(request("things=" + PACK + "&" + DAY, ANNA), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(answer.body())
                .isEqualTo("thingId,path,time,value,unit,quality\r\n"
                        + "demo:pack-1,/features/bms/properties/batteryState,2026-05-04T12:00:00Z,\"=a,\"\"b\"\"\nc\",,good\r\n"
                        + "demo:pack-1,/features/bms/properties/contactorClosed,2026-05-04T12:00:00Z,true,,good\r\n"
                        + "demo:pack-1,/features/bms/properties/packVoltage,2026-05-04T12:00:00Z,400.25,V,good\r\n"
                        + "demo:pack-1,/features/bms/properties/packVoltage,2026-05-04T12:00:01Z,,V,"
                        + "\"Bad, \"\"really\"\"\"\r\n");
    }

    @Test
    void csvIsWholeHoweverLongItIs() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                request("things=demo:pack-2&paths=" + VOLTAGE + "&" + DAY, ANNA), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body().lines().skip(1).map(line -> line.split(",")[3]))
                .containsExactlyElementsOf(
                        IntStream.range(0, MANY).mapToObj(Integer::toString).toList());
    }

    @Test
    void parquetIsReadByOthersWithTimesOfTheRightMicrosecond() throws Exception {
        Path file = directory.resolve("history.parquet");
        HttpResponse<Path> answer = HTTP.send(
                request("things=" + PACK + ",demo:pack-2&format=parquet&" + DAY, ANNA),
                HttpResponse.BodyHandlers.ofFile(file));

        assertThat(answer.statusCode()).isEqualTo(200);
        try (Connection duckDb = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = duckDb.createStatement()) {
            try (ResultSet counted = statement.executeQuery("SELECT count(*), sum(number), max(epoch_us(time)) FROM '"
                    + file + "' WHERE thing_id = 'demo:pack-2'")) {
                counted.next();
                assertThat(counted.getLong(1)).isEqualTo(MANY);
                assertThat(counted.getDouble(2)).isEqualTo(MANY * (MANY - 1.0) / 2);
                assertThat(counted.getLong(3))
                        .isEqualTo(NOON.plusSeconds(MANY - 1).toEpochMilli() * 1_000);
            }
            try (ResultSet gap = statement.executeQuery(
                    "SELECT number, quality, unit FROM '" + file + "' WHERE quality <> 'good'")) {
                gap.next();
                assertThat(gap.getObject(1)).isNull();
                assertThat(gap.getString(2)).isEqualTo("Bad, \"really\"");
                assertThat(gap.getString(3)).isEqualTo("V");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                DAY,
                "things=" + PACK,
                "things=" + PACK + "&from=now&to=now-1d",
                "things=" + PACK + "&format=xlsx&" + DAY,
                "things=" + PACK + "&paths=/attributes/a&" + DAY,
                "things=" + PACK + "&limit=5&" + DAY
            })
    void whatMakesNoSenseIsRefused(String query) throws Exception {
        assertThat(HTTP.send(request(query, ANNA), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pack-3 | 2026-05-04T11:05:00Z | "pointsDue":5
            pack-4 | 2026-05-01T00:00:00Z | "pointsDue":72
            pack-5 | 2026-06-01T00:00:00Z | []
            pack-6 | not a time           | "pointsDue":72
            """)
    void nothingIsDueBeforeAThingWasMade(String name, String made, String expected) throws Exception {
        String thing = "demo:" + name;
        twins.show(ANNA, thing);
        twins.grant(ANNA, thing, VOLTAGE, "READ_TS");
        twins.make(thing, made);
        String query = "things=" + thing + "&paths=" + VOLTAGE + "&from=2026-05-04T00:00:00Z&to=now";

        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + server.actualPort() + CompletenessRoutes.PATH + "?" + query))
                        .header("Authorization", ANNA)
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains(expected);
    }

    @Test
    void aThingThatTheCallerMayNotSeeIsNotThere() throws Exception {
        assertThat(HTTP.send(request("things=demo:pack-9&" + DAY, ANNA), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
        assertThat(HTTP.send(request("things=" + PACK + "&" + DAY, "Bearer x"), HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
    }

    private static HttpRequest request(String query, String who) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.actualPort() + ExportRoutes.PATH + "?" + query))
                .header("Authorization", who)
                .build();
    }
}
