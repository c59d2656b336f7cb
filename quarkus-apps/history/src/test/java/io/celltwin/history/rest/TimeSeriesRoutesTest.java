package io.celltwin.history.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP API, over a store and a twin service that says who may read what. */
class TimeSeriesRoutesTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final String ANNA = "Bearer anna";
    private static final String THING = "demo:pack-1";
    private static final String VOLTAGE = "/features/bms/properties/packVoltage";
    private static final String STATE = "/features/bms/properties/batteryState";
    private static final String CLOSED = "/features/bms/properties/contactorClosed";
    private static final String SECRET = "/features/bms/properties/recipe";
    private static final String DAY = "from=2026-05-04T12:00:00Z&to=2026-05-04T13:00:00Z";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static StubTwinService twins;
    private static TimeSeriesStore store;
    private static Vertx vertx;
    private static HttpServer server;
    private static TimeSeriesRoutes routes;

    @BeforeAll
    static void start() throws Exception {
        twins = StubTwinService.start();
        store = SqlTimeSeriesStore.duckDb(directory.resolve("history.duckdb"), 64);
        TwinPermissions permissions = new TwinPermissions(
                twins.url(), HTTP, Duration.ofSeconds(5), Duration.ofMillis(1), InstantSource.system());
        routes = new TimeSeriesRoutes(
                new TimeSeriesApi(store, permissions, "READ_TS", InstantSource.fixed(NOON.plusSeconds(3_600))),
                Credentials.of(false),
                new SimpleMeterRegistry());
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.route("/api/2/*")
                .handler(context -> context.response().setStatusCode(418).end());
        routes.mount(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        write();
    }

    private static void write() {
        twins.show(ANNA, THING);
        for (String path : List.of(VOLTAGE, STATE, CLOSED)) {
            twins.grant(ANNA, THING, path, "READ_TS");
        }
        List<TimeSeriesPoint> points = new ArrayList<>();
        for (int minute = 0; minute < 10; minute++) {
            points.add(point(THING, VOLTAGE, minute * 60L, NumberValue.of(400 + minute)));
        }
        points.add(point(THING, VOLTAGE, 600, new Gap("BadSensorFailure")));
        points.add(point(THING, VOLTAGE, 1_200, NumberValue.of(420.5)));
        points.add(point(THING, STATE, 0, new TextValue("idle")));
        points.add(point(THING, STATE, 60, new TextValue("charging")));
        points.add(point(THING, CLOSED, 0, new BooleanValue(true)));
        points.add(point(THING, SECRET, 0, new TextValue("secret")));
        for (int i = 1; i <= 3; i++) {
            String coater = "line:coater-" + i;
            String hall = i == 3 ? "B" : "A";
            for (String who : List.of(ANNA, "Bearer boss")) {
                twins.grant(who, coater, "/attributes/hall", "READ");
                if (i != 2 || who.endsWith("boss")) {
                    twins.grant(who, coater, "/features/web/properties/speed", "READ_TS");
                }
            }
            points.add(new TimeSeriesPoint(
                    new SeriesKey(coater, "/features/web/properties/speed"),
                    NOON,
                    1,
                    NumberValue.of(i * 10),
                    Optional.of("M-PER-MIN"),
                    new TreeMap<>(Map.of("attributes/hall", hall))));
        }
        store.append(new PointBatch(points, Map.of()));
    }

    private static TimeSeriesPoint point(String thing, String path, long second, PointValue value) {
        return new TimeSeriesPoint(
                new SeriesKey(thing, path),
                NOON.plusSeconds(second),
                second,
                value,
                path.equals(VOLTAGE) ? Optional.of("V") : Optional.empty(),
                new TreeMap<>());
    }

    @AfterAll
    static void stop() throws Exception {
        routes.close();
        server.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        store.close();
        twins.close();
    }

    @Test
    void readsPointsWithTheEffectiveQuery() throws Exception {
        JsonNode answer =
                ok("/things/" + THING + VOLTAGE + "?" + DAY + "&limit=2").get(0);

        assertThat(answer.get("thingId").asText()).isEqualTo(THING);
        assertThat(answer.get("path").asText()).isEqualTo(VOLTAGE);
        assertThat(answer.get("query"))
                .isEqualTo(json("{'from':'2026-05-04T12:00:00Z','to':'2026-05-04T13:00:00Z','limit':2,'order':'asc'}"));
        assertThat(answer.get("result").get("count").asInt()).isEqualTo(2);
        assertThat(answer.get("result").get("dataType").asText()).isEqualTo("number");
        assertThat(answer.get("result").get("unit").asText()).isEqualTo("V");
        assertThat(answer.get("result").get("hasMore").asBoolean()).isTrue();
        assertThat(answer.get("data"))
                .isEqualTo(json("[{'t':'2026-05-04T12:00:00Z','v':400},{'t':'2026-05-04T12:01:00Z','v':401}]"));
    }

    @Test
    void pagesByCursorInBothOrdersAndMarksGaps() throws Exception {
        for (String order : List.of("asc", "desc")) {
            List<String> values = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode answer = ok("/things/" + THING + VOLTAGE + "?" + DAY + "&limit=5&order=" + order + cursor)
                        .get(0);
                answer.get("data")
                        .forEach(entry -> values.add(
                                entry.get("v").asText() + entry.path("_gap").asText()));
                cursor = answer.get("result").get("hasMore").asBoolean()
                        ? "&cursor=" + answer.get("result").get("nextCursor").asText()
                        : "";
            } while (!cursor.isEmpty());
            List<String> expected = new ArrayList<>(
                    List.of("400", "401", "402", "403", "404", "405", "406", "407", "408", "409", "nulltrue", "420.5"));
            if (order.equals("desc")) {
                Collections.reverse(expected);
            }
            assertThat(values).as(order).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "avg,402",
        "min,400",
        "max,404",
        "sum,2010",
        "count,5",
        "first,400",
        "last,404",
        "stddev,1.5811388300841898"
    })
    void aggregatesBuckets(String aggregation, double expected) throws Exception {
        JsonNode answer = ok("/things/" + THING + VOLTAGE + "?" + DAY + "&step=5m&agg=" + aggregation)
                .get(0);

        assertThat(answer.get("query").get("step").asText()).isEqualTo("PT5M");
        assertThat(answer.get("query").get("aggregation").asText()).isEqualTo(aggregation);
        assertThat(answer.get("query").get("timezone").asText()).isEqualTo("UTC");
        assertThat(answer.get("data").get(0).get("t").asText()).isEqualTo("2026-05-04T12:00:00Z");
        assertThat(answer.get("data").get(0).get("v").asDouble()).isEqualTo(expected);
        assertThat(answer.get("data").get(0).has("_gap")).isFalse();
    }

    @Test
    void computesOverTheSeriesAndNeverAcrossAGap() throws Exception {
        JsonNode derivative =
                ok("/things/" + THING + VOLTAGE + "?" + DAY + "&agg=derivative").get(0);
        assertThat(derivative.get("data")).hasSize(9);
        assertThat(derivative.get("data").get(0).get("v").asDouble()).isEqualTo(1.0 / 60);
        JsonNode integral =
                ok("/things/" + THING + VOLTAGE + "?" + DAY + "&agg=integral").get(0);
        assertThat(integral.get("data")).hasSize(1);
        assertThat(integral.get("data").get(0).get("v").asDouble()).isEqualTo(404.5 * 540);
        JsonNode percentile = ok("/things/" + THING + VOLTAGE + "?" + DAY + "&agg=percentile&percentile=50")
                .get(0);
        assertThat(percentile.get("data").get(0).get("v").asDouble()).isEqualTo(405);
        assertThat(percentile.get("query").get("percentile").asDouble()).isEqualTo(50);
        assertThat(ok("/things/" + THING + VOLTAGE + "?" + DAY + "&agg=rate")
                        .get(0)
                        .get("data"))
                .hasSize(9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "null;407 null null 420.5 null",
                "zero;407 0 0 420.5 0",
                "previous;407 null null 420.5 420.5",
                "linear;407 null null 420.5 null"
            })
    void fillsEmptyBucketsButNotAcrossAGap(String fill, String expected) throws Exception {
        JsonNode answer = ok("/things/" + THING + VOLTAGE
                        + "?from=2026-05-04T12:05:00Z&to=2026-05-04T12:30:00Z&step=5m&agg=avg&fill=" + fill)
                .get(0);

        assertThat(answer.get("query").get("fillStrategy").asText()).isEqualTo(fill);
        List<String> values = new ArrayList<>();
        answer.get("data").forEach(entry -> values.add(entry.get("v").asText()));
        assertThat(String.join(" ", values)).isEqualTo(expected);
        assertThat(answer.get("data").get(1).get("_gap").asBoolean()).isTrue();
    }

    @Test
    void fillsOnALineBetweenBucketsWhereNoGapLies() throws Exception {
        JsonNode answer = ok("/things/" + THING + VOLTAGE
                        + "?from=2026-05-04T12:00:00Z&to=2026-05-04T12:02:00Z&step=30s&agg=avg&fill=linear")
                .get(0);
        assertThat(answer.get("data"))
                .isEqualTo(
                        json(
                                "[{'t':'2026-05-04T12:00:00Z','v':400},{'t':'2026-05-04T12:00:30Z','v':400.5,'_gap':true},"
                                        + "{'t':'2026-05-04T12:01:00Z','v':401},{'t':'2026-05-04T12:01:30Z','v':null,'_gap':true}]"));
    }

    @Test
    void readsSeveralPathsInTheOrderAskedForOfWhichSomeHaveNothing() throws Exception {
        JsonNode answers = ok("/things/" + THING + "?from=now-1h&to=now&timeFormat=ms&paths="
                + String.join(",", STATE, "/features/bms/properties/none", SECRET, CLOSED, VOLTAGE));

        assertThat(answers).hasSize(5);
        assertThat(answers.get(0).get("data"))
                .isEqualTo(json("[{'t':" + NOON.toEpochMilli() + ",'v':'idle'},{'t':"
                        + NOON.plusSeconds(60).toEpochMilli() + ",'v':'charging'}]"));
        assertThat(answers.get(0).get("result").get("dataType").asText()).isEqualTo("string");
        assertThat(answers.get(3).get("data").get(0).get("v").asBoolean()).isTrue();
        assertThat(answers.get(3).get("result").get("dataType").asText()).isEqualTo("boolean");
        for (int nothing : List.of(1, 2)) {
            assertThat(answers.get(nothing).get("result"))
                    .isEqualTo(json("{'count':0,'dataType':null,'unit':null,'hasMore':false}"));
            assertThat(answers.get(nothing).get("data")).isEmpty();
        }
        assertThat(answers.get(0).get("query").get("to").asText()).isEqualTo("2026-05-04T13:00:00Z");
    }

    @Test
    void aThingThatTheCallerMaySeeNothingOfIsNotThere() throws Exception {
        for (String thing : List.of("demo:pack-2", "demo:nowhere")) {
            HttpResponse<String> answer = get("/things/" + thing + VOLTAGE + "?" + DAY, ANNA);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(JSON.readTree(answer.body()).get("error").asText()).isEqualTo("things:thing.notfound");
        }
        assertThat(get("/things/" + THING + VOLTAGE + "?" + DAY, "Bearer nobody")
                        .statusCode())
                .isEqualTo(404);
        assertThat(get("/things/" + THING + VOLTAGE + "?" + DAY, null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoIsRevokedSeesNothingAnyMoreAndWhoIsGrantedSeesWhatWasBefore() throws Exception {
        String bert = "Bearer bert";
        twins.show(bert, THING);
        String read = "/things/" + THING + VOLTAGE + "?" + DAY + "&step=1h&agg=count";
        assertThat(count(get(read, bert))).isZero();
        twins.grant(bert, THING, VOLTAGE, "READ_TS");
        assertThat(count(get(read, bert))).isEqualTo(1);
        twins.revoke(bert, THING, VOLTAGE, "READ_TS");
        assertThat(count(get(read, bert))).isZero();
    }

    private static int count(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body()).get(0).get("result").get("count").asInt();
    }

    @Test
    void whileTheTwinServiceIsAwayNothingIsToldToAnybody() throws Exception {
        twins.fail(true);
        try {
            assertThat(get("/things/" + THING + VOLTAGE + "?" + DAY, "Bearer another")
                            .statusCode())
                    .isEqualTo(503);
        } finally {
            twins.fail(false);
        }
    }

    @Test
    void aggregatesOverTheThingsOfANamespaceByTheirTags() throws Exception {
        String query = "/things?namespaces=line&paths=/features/web/properties/speed&" + DAY
                + "&step=1h&agg=avg&groupBy=attributes/hall";
        JsonNode all = JSON.readTree(get(query, "Bearer boss").body());
        assertThat(all.get("results")).hasSize(2);
        assertThat(all.get("results").get(0).get("group")).isEqualTo(json("{'attributes/hall':'A'}"));
        assertThat(all.get("results").get(0).get("data").get(0).get("v").asInt())
                .isEqualTo(15);
        assertThat(all.get("results").get(0).get("result").get("unit").asText()).isEqualTo("M-PER-MIN");
        assertThat(all.get("authorization").get("partial").asBoolean()).isFalse();
        assertThat(all.get("authorization").get("contributingThings")).hasSize(3);

        JsonNode part = ok(query);
        assertThat(part.get("results").get(0).get("data").get(0).get("v").asInt())
                .isEqualTo(10);
        assertThat(part.get("authorization"))
                .isEqualTo(json(
                        "{'contributingThings':['line:coater-1','line:coater-3'],'excludedThings':['line:coater-2'],"
                                + "'withheldByPath':{'/features/web/properties/speed':1},'partial':true}"));

        JsonNode filtered = ok(query + "&filter=" + encoded("eq(attributes/hall,\"B\")"));
        assertThat(filtered.get("results")).hasSize(1);
        assertThat(filtered.get("results").get(0).get("group")).isEqualTo(json("{'attributes/hall':'B'}"));
        assertThat(ok(query + "&tagFilter=attributes/hall:B").get("results")).hasSize(1);
        assertThat(ok(query.replace("groupBy=attributes/hall", "groupBy=thingId,path"))
                        .get("results"))
                .hasSize(2);
        assertThat(get(query, "Bearer nobody").statusCode()).isEqualTo(403);
        assertThat(get(query + "&maxGroups=1", "Bearer boss").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "from=now-1h",
                "to=now",
                "from=now&to=now-1h",
                "from=now&to=now",
                "from=yesterday&to=now",
                "from=2026-05-04&to=now",
                "from=now-99999999999d&to=now",
                "from=now-999999999d&to=now",
                "from=-1000000000-01-01T00:00:00Z&to=now",
                "from=now-1h&to=%2B1000000000-12-31T00:00:00Z",
                "from=now-1h&to=now&step=0s&agg=avg",
                "from=now-1h&to=now&step=-5m&agg=avg",
                "from=now-1h&to=now&step=P1M&agg=avg",
                "from=now-1h&to=now&step=PT0.0000001S&agg=avg",
                "from=now-1h&to=now&step=1y&agg=avg",
                "from=now-900d&to=now&step=1s&agg=avg",
                "from=now-1h&to=now&step=1m&agg=median",
                "from=now-1h&to=now&step=1m&agg=AVG",
                "from=now-1h&to=now&agg=avg",
                "from=now-1h&to=now&step=1m&agg=rate",
                "from=now-1h&to=now&agg=percentile",
                "from=now-1h&to=now&agg=percentile&percentile=101",
                "from=now-1h&to=now&agg=percentile&percentile=NaN",
                "from=now-1h&to=now&agg=percentile&percentile=1e1",
                "from=now-1h&to=now&percentile=50",
                "from=now-1h&to=now&fill=zero",
                "from=now-1h&to=now&step=1m&agg=avg&fill=spline",
                "from=now-1h&to=now&step=1m&agg=avg&tz=Mars/Base",
                "from=now-1h&to=now&step=1m&agg=avg&tz=%2B25:00",
                "from=now-1h&to=now&tz=Europe/Berlin",
                "from=now-1h&to=now&limit=0",
                "from=now-1h&to=now&limit=10001",
                "from=now-1h&to=now&limit=ten",
                "from=now-1h&to=now&limit=99999999999",
                "from=now-1h&to=now&order=up",
                "from=now-1h&to=now&cursor=!!",
                "from=now-1h&to=now&cursor=MTox",
                "from=now-1h&to=now&step=1m&agg=avg&limit=5",
                "from=now-1h&to=now&step=1m&agg=avg&cursor=MToxOjE",
                "from=now-1h&to=now&timeFormat=unix",
                "from=now-1h&to=now&tagFilter=hall",
                "from=now-1h&to=now&tagFilter=a:b,,c:d",
                "from=now-1h&to=now&from=now-2h",
                "from=now-1h&to=now&agregation=avg",
                "from=now-1h&to=now&paths=" + VOLTAGE,
                "from=now-1h&to=now&step=1m&agg=avg'%3BDROP%20TABLE%20point"
            })
    void whatMakesNoSenseIsRefusedWithTheReason(String query) throws Exception {
        HttpResponse<String> answer = get("/things/" + THING + VOLTAGE + "?" + query, ANNA);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode error = JSON.readTree(answer.body());
        assertThat(error.get("status").asInt()).isEqualTo(400);
        assertThat(error.get("error").asText()).isEqualTo("timeseries:query.invalid");
        assertThat(error.get("message").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/things/" + THING + "?" + DAY,
                "/things/" + THING + "?" + DAY + "&paths=",
                "/things/" + THING + "?" + DAY + "&paths=/attributes/hall",
                "/things/" + THING + "?" + DAY + "&paths=features/a/properties/b",
                "/things/" + THING + "?" + DAY + "&paths=/features/a/properties/b,",
                "/things/" + THING + "?" + DAY + "&limit=5&paths=/features/a/properties/b,/features/a/properties/c",
                "/things/nonamespace" + VOLTAGE + "?" + DAY,
                "/things/" + THING + "/features/a%2Fb/properties/c?" + DAY,
                "/things?" + DAY,
                "/things?namespaces=a,b&paths=" + VOLTAGE + "&" + DAY + "&step=1h&agg=avg",
                "/things?namespaces=line&paths=" + VOLTAGE + "&" + DAY + "&agg=avg",
                "/things?namespaces=line&paths=" + VOLTAGE + "&" + DAY + "&step=1h",
                "/things?namespaces=line&paths=" + VOLTAGE + "&" + DAY + "&step=1h&agg=rate",
                "/things?namespaces=line&paths=" + VOLTAGE + "&" + DAY + "&step=1h&agg=avg&groupBy=hall",
                "/things?namespaces=line&paths=" + VOLTAGE + "&" + DAY + "&step=1h&agg=avg&filter=eq(",
                "/things?namespaces=line&paths=" + VOLTAGE + "&" + DAY + "&step=1h&agg=avg&maxGroups=10001"
            })
    void requestsThatMakeNoSenseAreRefused(String request) throws Exception {
        HttpResponse<String> answer = get(request, ANNA);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).get("error").asText()).isEqualTo("timeseries:query.invalid");
    }

    @Test
    void moreThanAHundredPathsAreRefused() throws Exception {
        String paths = String.join(",", Collections.nCopies(101, VOLTAGE));
        assertThat(get("/things/" + THING + "?" + DAY + "&paths=" + paths, ANNA).statusCode())
                .isEqualTo(400);
    }

    @Test
    void otherResourcesAndMethodsAreRefusedInDittosShape() throws Exception {
        assertThat(get("/policies", ANNA).statusCode()).isEqualTo(404);
        assertThat(get("/things/" + THING + "/attributes/hall?" + DAY, ANNA).statusCode())
                .isEqualTo(404);
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(url("/things/" + THING + VOLTAGE))
                        .DELETE()
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(JSON.readTree(answer.body()).get("status").asInt()).isEqualTo(405);
    }

    private static JsonNode ok(String request) throws Exception {
        HttpResponse<String> answer = get(request, ANNA);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> get(String request, String who) throws Exception {
        HttpRequest.Builder asked = HttpRequest.newBuilder(url(request));
        if (who != null) {
            asked.header("Authorization", who);
        }
        return HTTP.send(asked.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI url(String request) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/api/2/timeseries" + request);
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
