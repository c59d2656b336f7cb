package io.celltwin.edge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.ditto.json.JsonArray;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an app may expect of a twin service's search. It holds for Eclipse Ditto as well. */
public abstract class SearchContract {
    private static final Duration SOON = Duration.ofSeconds(10);

    private TwinHttp owner;
    private TwinHttp other;
    private String namespace;

    /** Where the service is. */
    protected abstract URI url();

    /** Somebody who may create things. */
    protected abstract Account ownerAccount();

    /** Somebody else. */
    protected abstract Account otherAccount();

    @BeforeEach
    void createThings() {
        owner = new TwinHttp(url(), ownerAccount());
        other = new TwinHttp(url(), otherAccount());
        namespace = "search" + UUID.randomUUID().toString().replace("-", "");
        create("a", """
                {"definition":"demo:filler:1.0.0","attributes":{"n":1,"name":"alpha","tags":["x","y"],"open":true,
                 "mixed":7,"place":{"hall":"north"}},
                 "features":{"pump":{"definition":["demo:pump:1.0.0"],"properties":{"flow":1.5}},
                             "fan":{"properties":{"speed":10}}}}""");
        create("b", """
                {"attributes":{"n":2,"name":"Beta","tags":[],"open":false,"mixed":"7","nothing":null},
                 "features":{"pump":{"properties":{"flow":2.5},"desiredProperties":{"flow":3}}}}""");
        create("c", """
                {"attributes":{"n":10,"name":"gamma*","text":"","list":[{"k":1},{"k":2}]},"features":{"fan":{}}}""");
        create("d", "{}");
    }

    private void create(String name, String json) {
        assertThat(owner.put("/things/" + id(name), json, "requested-acks", "search-persisted")
                        .status())
                .isBetween(200, 299);
    }

    private String id(String name) {
        return namespace + ":" + name;
    }

    @AfterEach
    void deleteThings() {
        for (String name : List.of("a", "b", "c", "d")) {
            owner.delete("/things/" + id(name));
            owner.delete("/policies/" + id(name));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "eq(attributes/n,2) | b",
                "eq(attributes/n,2.0) | b",
                "eq(/attributes/n,2) | b",
                "ne(attributes/n,2) | a,c",
                "gt(attributes/n,1) | b,c",
                "ge(attributes/n,2) | b,c",
                "lt(attributes/n,2) | a",
                "le(attributes/n,2) | a,b",
                "eq(attributes/open,true) | a",
                "eq(attributes/mixed,7) | a",
                "eq(attributes/mixed,\"7\") | b",
                "gt(attributes/mixed,\"1\") | b",
                "eq(attributes/nothing,null) | b",
                "ne(attributes/nothing,null) | ",
                "in(attributes/n,1,10,77) | a,c",
                "eq(attributes/tags,\"y\") | a",
                "ne(attributes/tags,\"y\") | b",
                "eq(attributes/list/k,2) | c",
                "like(attributes/name,\"a*\") | a",
                "like(attributes/name,\"?eta\") | b",
                "like(attributes/name,\"b*\") | ",
                "ilike(attributes/name,\"b*A\") | b",
                "like(attributes/n,\"1*\") | ",
                "exists(attributes/place) | a",
                "exists(attributes/place/hall) | a",
                "exists(attributes/nothing) | b",
                "exists(features/pump) | a,b",
                "exists(features/pump/properties) | a,b",
                "exists(features/*/desiredProperties/flow) | b",
                "exists(features/*/properties/speed) | a",
                "gt(features/*/properties/flow,2) | b",
                "gt(features/pump/properties/flow,1) | a,b",
                "eq(features/pump/desiredProperties/flow,3) | b",
                "eq(features/*/definition,\"demo:pump:1.0.0\") | a",
                "eq(definition,\"demo:filler:1.0.0\") | a",
                "eq(_revision,1) | a,b,c,d",
                "ge(_created,\"2020-01-01T00:00:00Z\") | a,b,c,d",
                "lt(_modified,time:now-1h) | ",
                "gt(_modified,time:now-1h) | a,b,c,d",
                "not(exists(attributes/n)) | d",
                "not(not(eq(attributes/n,1))) | a",
                "and(gt(attributes/n,1),exists(features/fan)) | c",
                "or(eq(attributes/n,1),eq(attributes/n,10)) | a,c",
                "and(not(eq(attributes/n,1)),or(exists(attributes/text),eq(attributes/open,false))) | b,c",
                "empty(attributes/tags) | b,c,d",
                "empty(attributes/text) | a,b,c,d",
                "empty(attributes/nothing) | a,b,c,d",
                "not(empty(attributes/tags)) | a",
                "and(exists(attributes/tags),empty(attributes/tags)) | b",
                "empty(features/pump/properties) | c,d",
                "like(attributes/name,\"empty(\") | ",
            })
    void aFilterFindsWhatItSays(String filter, String names) {
        assertThat(found("filter=" + encoded(filter))).as(filter).isEqualTo(expected(names));
        assertThat(count(filter))
                .as("count of " + filter)
                .isEqualTo(expected(names).size());
        assertThat(owner.send(
                                "POST",
                                "/search/things",
                                "namespaces=" + namespace + "&filter=" + encoded(filter) + "&fields=thingId",
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .object()
                        .getValue("items")
                        .map(JsonValue::asArray)
                        .map(this::names))
                .as("POST " + filter)
                .contains(expected(names));
    }

    private static List<String> expected(String names) {
        return names == null ? List.of() : List.of(names.split(","));
    }

    @Test
    void idsAndNamespacesAndPoliciesAreFound() {
        assertThat(found("filter=" + encoded("eq(thingId,\"" + id("b") + "\")")))
                .containsExactly("b");
        assertThat(found("filter=" + encoded("in(thingId,\"" + id("b") + "\",\"" + id("d") + "\",\"x:y\")")))
                .containsExactly("b", "d");
        assertThat(found("filter=" + encoded("like(thingId,\"" + namespace + ":*\")")))
                .containsExactly("a", "b", "c", "d");
        assertThat(found("filter=" + encoded("eq(policyId,\"" + id("c") + "\")")))
                .containsExactly("c");
        assertThat(found("filter=" + encoded("eq(namespace,\"" + namespace + "\")")))
                .containsExactly("a", "b", "c", "d");
        assertThat(items(owner.get("/search/things?namespaces="))).isEmpty();
        assertThat(items(owner.get("/search/things?namespaces=nobody.has.it," + namespace + "&fields=thingId")))
                .hasSize(4);
    }

    @Test
    void severalFiltersHaveToBeFulfilledAll() {
        assertThat(found("filter=" + encoded("gt(attributes/n,1)") + "&filter=" + encoded("exists(features/fan)")))
                .containsExactly("c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size(0)      | thing-search:search.option.invalid",
                "size(201)    | thing-search:search.option.invalid",
                "limit(0,500) | thing-search:search.option.invalid",
                "sort(+bogus) | thing-search:search.option.invalid",
                "size(-1)     | rql.expression.invalid",
                "size(x)      | rql.expression.invalid",
                "size(        | rql.expression.invalid",
                "bogus(1)     | rql.expression.invalid",
                "sort(name)   | rql.expression.invalid",
                "sort()       | rql.expression.invalid",
            })
    void optionsOutOfBoundsAreToldFromWhatIsNoOption(String option, String error) {
        assertThat(owner.get("/search/things?option=" + encoded(option)).error())
                .isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sort(-thingId) | d,c,b,a",
                "sort(+attributes/n) | d,a,b,c",
                "sort(-attributes/n) | c,b,a,d",
                "sort(-attributes/open,+thingId) | a,b,c,d",
                "sort(+features/pump/properties/flow,-thingId) | d,c,a,b",
                "sort(+attributes/name),size(2) | d,b",
                "limit(1,2) | b,c",
                "size(1) | a",
            })
    void optionsSortAndDivide(String options, String names) {
        assertThat(found("option=" + encoded(options))).as(options).isEqualTo(expected(names));
    }

    @Test
    void aCursorAloneGoesOnWithTheSameSearch() {
        JsonObject first = search(
                "option=" + encoded("sort(-attributes/n),size(3)") + "&filter=" + encoded("not(eq(attributes/n,2))"));
        assertThat(names(first)).containsExactly("c", "a", "d");
        assertThat(first.contains("cursor")).isFalse();

        JsonObject one = search("option=" + encoded("sort(-attributes/n),size(1)"));
        String cursor = one.getValue("cursor").orElseThrow().asString();
        JsonObject rest = owner.get("/search/things?option=" + encoded("size(200),cursor(" + cursor + ")"))
                .object();
        assertThat(names(rest)).containsExactly("b", "a", "d");
        assertThat(rest.contains("cursor")).isFalse();
        assertThat(rest.contains("nextPageOffset")).isFalse();
        assertThat(owner.get("/search/things?filter=" + encoded("exists(attributes/n)") + "&option="
                                + encoded("cursor(" + cursor + ")"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theOffsetOfTheNextPageIsTold() {
        assertThat(search("option=" + encoded("limit(0,3)")).getValue("nextPageOffset"))
                .contains(JsonValue.of(3));
        assertThat(search("option=" + encoded("limit(3,3)")).getValue("nextPageOffset"))
                .contains(JsonValue.of(-1));
        assertThat(search("option=" + encoded("limit(0,3)")).contains("cursor")).isFalse();
        assertThat(search("fields=thingId").getValue("nextPageOffset")).contains(JsonValue.of(-1));
        assertThat(search("option=" + encoded("size(2)")).contains("nextPageOffset"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "filter=eq(attributes/a//b,1)",
                "filter=in(thingId,null",
                "filter=exists(attributes)",
                "filter=eq(unknown,1)",
                "filter=eq(attributes/a)",
                "filter=like(attributes/a,null)",
                "filter=gt(attributes/a,time:later)",
                "filter=",
                "filter=empty()",
                "filter=and()",
                "option=sort(%2Ba//b)",
                "option=sort(%2Battributes/a//b)",
                "option=sort(attributes/a)",
                "option=sort()",
                "option=size(0)",
                "option=size(201)",
                "option=size(x)",
                "option=size(1),size(2)",
                "option=limit(1)",
                "option=limit(0,201)",
                "option=cursor(bogus)",
                "option=bogus(1)",
                "fields=a((",
            })
    void whatIsMalformedIsRefused(String query) {
        assertThat(owner.get("/search/things?" + query).status()).as(query).isEqualTo(400);
    }

    @Test
    void aFilterNestedTooDeepIsRefused() {
        String deep = "not(".repeat(5_000) + "exists(attributes/a)" + ")".repeat(5_000);
        TwinHttp.Reply reply = owner.send(
                "POST",
                "/search/things",
                "filter=" + encoded(deep),
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("rql.expression.invalid");
    }

    @Test
    void aSearchInABodyThatIsNoFormIsRefused() {
        assertThat(owner.post("/search/things", "{}").status()).isEqualTo(415);
    }

    @Test
    void nobodyIsFoundByAValueThatTheSearcherMayNotSee() {
        owner.put(
                "/things/" + id("e"),
                """
                {"attributes":{"open":1,"secret":42},"features":{"f":{"properties":{"open":1,"secret":42}}},
                 "_policy":{"entries":{
                  "owner":{"subjects":{"%s":{"type":"t"}},"resources":{
                    "thing:/":{"grant":["READ","WRITE"],"revoke":[]},
                    "policy:/":{"grant":["READ","WRITE"],"revoke":[]}}},
                  "other":{"subjects":{"%s":{"type":"t"}},"resources":{
                    "thing:/attributes/open":{"grant":["READ"],"revoke":[]},
                    "thing:/features/f":{"grant":["READ"],"revoke":[]},
                    "thing:/features/f/properties/secret":{"grant":[],"revoke":["READ"]}}}}}}""".formatted(ownerAccount().subject(), otherAccount().subject()),
                "requested-acks",
                "search-persisted");
        await().atMost(SOON)
                .until(() -> items(other.get("/search/things?namespaces=" + namespace))
                                .getSize()
                        == 1);

        for (String seen : List.of(
                "eq(attributes/open,1)",
                "exists(features/f)",
                "eq(features/*/properties/open,1)",
                "not(eq(attributes/secret,42))",
                "not(eq(features/f/properties/secret,42))",
                "not(exists(attributes/secret))")) {
            assertThat(hits(other, seen)).as(seen).isOne();
        }
        for (String unseen : List.of(
                "eq(attributes/secret,42)",
                "exists(attributes/secret)",
                "ne(attributes/secret,1)",
                "empty(attributes/secret)",
                "gt(features/*/properties/secret,1)",
                "exists(features/f/properties/secret)",
                "exists(features/*/properties/secret)")) {
            assertThat(hits(other, unseen)).as(unseen).isZero();
            assertThat(other.get("/search/things/count?namespaces=" + namespace + "&filter=" + encoded(unseen))
                            .json())
                    .isEqualTo(JsonValue.of(0));
        }
        assertThat(hits(owner, "eq(attributes/secret,42)")).isOne();
        owner.delete("/things/" + id("e"));
        owner.delete("/policies/" + id("e"));
    }

    @Test
    void aChangeIsFoundAtOnceByWhoWaitsForTheIndex() {
        assertThat(found("filter=" + encoded("eq(attributes/n,2)"))).containsExactly("b");
        for (int n = 100; n < 120; n++) {
            owner.put(
                    "/things/" + id("b") + "/attributes/n", Integer.toString(n), "requested-acks", "search-persisted");

            assertThat(found("filter=" + encoded("eq(attributes/n," + n + ")"))).containsExactly("b");
            assertThat(found("filter=" + encoded("eq(attributes/n," + (n - 1) + ")")))
                    .isEmpty();
        }
        owner.delete("/things/" + id("b") + "/attributes", "requested-acks", "search-persisted");
        assertThat(found("filter=" + encoded("ge(attributes/n,2)"))).containsExactly("c");
        owner.delete("/things/" + id("c"), "requested-acks", "search-persisted");
        assertThat(found("filter=" + encoded("ge(attributes/n,1)"))).containsExactly("a");
    }

    private long hits(TwinHttp who, String filter) {
        return items(who.get("/search/things?namespaces=" + namespace + "&filter=" + encoded(filter)))
                .getSize();
    }

    private static JsonArray items(TwinHttp.Reply reply) {
        return reply.object().getValue("items").orElseThrow().asArray();
    }

    private JsonObject search(String query) {
        return owner.get("/search/things?namespaces=" + namespace + "&" + query).object();
    }

    private List<String> found(String query) {
        return names(search(query));
    }

    private List<String> names(JsonObject page) {
        return names(page.getValue("items").orElseThrow().asArray());
    }

    private List<String> names(JsonArray items) {
        return items.stream()
                .map(item -> item.asObject().getValue("thingId").orElseThrow().asString())
                .map(thing -> thing.substring(thing.indexOf(':') + 1))
                .toList();
    }

    private int count(String filter) {
        return owner.get("/search/things/count?namespaces=" + namespace + "&filter=" + encoded(filter))
                .json()
                .asInt();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
