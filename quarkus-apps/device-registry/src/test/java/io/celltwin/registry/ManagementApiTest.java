package io.celltwin.registry;

import static io.celltwin.registry.Requests.engineer;
import static io.celltwin.registry.Requests.register;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyIterable;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hono's registry management API as users and apps see it. */
@QuarkusTest
@QuarkusTestResource(RunningRegistry.class)
class ManagementApiTest {
    private static final String FILLER = """
            {"enabled":true,"ext":{"celltwin":{"model":"electrolyte-filler-1.0.0",
            "address":"modbus+tcp://127.0.0.1:1502/3","attributes":{"serialNumber":"F-1"}}}}""";

    private static String newTenant(String id) {
        engineer().body("{}").post("/v1/tenants/" + id).then().statusCode(201);
        return id;
    }

    @Test
    void thePlantsTenantIsThereFromTheStart() {
        engineer().get("/v1/tenants/demo").then().statusCode(200).header("ETag", notNullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'address':'modbus+tcp://h/1'}                                              | names no model",
                "{'model':'missing-1.0.0','address':'modbus+tcp://h/1'}                      | missing-1.0.0",
                "{'model':'calender-1.0.0'}                                                  | has no address",
                "{'model':'calender-1.0.0','address':'http://h'}                             | scheme http",
                "{'model':'calender-1.0.0','address':'modbus+tcpx://h/1'}                    | scheme modbus+tcpx",
                "{'model':'calender-1.0.0','address':'opc.tcp://h','settings':{'pollingTimeMS':100}} | pollingTimeMs is meant",
                "{'model':'calender-1.0.0','address':'opc.tcp://h','settings':{'timeoutMs':'1'}}     | timeoutMs must be a whole number"
            },
            quoteCharacter = '`')
    void aRegistrationThatCannotBeServedIsRefusedWithTheReason(String celltwin, String reason) {
        String body = "{\"ext\":{\"celltwin\":" + celltwin.replace('\'', '"') + "}}";
        engineer()
                .body(body)
                .post("/v1/devices/demo/demo:unservable")
                .then()
                .statusCode(400)
                .body("error", containsString(reason));
        engineer().get("/v1/devices/demo/demo:unservable").then().statusCode(404);
    }

    @Test
    void aChangeThatCouldNotBeServedIsRefusedAndTheRegistrationStays() {
        engineer().body(FILLER).post("/v1/devices/demo/demo:filler-8").then().statusCode(201);
        engineer()
                .body(FILLER.replace("modbus+tcp", "modbus"))
                .put("/v1/devices/demo/demo:filler-8")
                .then()
                .statusCode(400)
                .body("error", containsString("scheme modbus"));
        engineer()
                .get("/v1/devices/demo/demo:filler-8")
                .then()
                .body("ext.celltwin.address", equalTo("modbus+tcp://127.0.0.1:1502/3"));
    }

    @Test
    void aDeviceThatIsNoneOfOursIsTakenAsItIs() {
        engineer()
                .body("{\"ext\":{\"other\":{\"model\":7}}}")
                .post("/v1/devices/demo/lamp")
                .then()
                .statusCode(201);
    }

    @Test
    void aDeviceWhoseIdHasAColonIsRegisteredAndReadAgain() {
        engineer()
                .body(FILLER)
                .post("/v1/devices/demo/demo:filler-1")
                .then()
                .statusCode(201)
                .header("Location", "/v1/devices/demo/demo:filler-1")
                .body("id", equalTo("demo:filler-1"));
        engineer()
                .get("/v1/devices/demo/demo:filler-1")
                .then()
                .statusCode(200)
                .body("enabled", equalTo(true))
                .body("ext.celltwin.address", equalTo("modbus+tcp://127.0.0.1:1502/3"))
                .body("ext.celltwin.attributes.serialNumber", equalTo("F-1"))
                .body("status.created", notNullValue());
        engineer().get("/v1/devices/demo/demo%3Afiller-1").then().statusCode(200);
    }

    @Test
    void aDeviceIsRegisteredOnce() {
        register("demo:twice", FILLER);
        engineer()
                .body(FILLER)
                .post("/v1/devices/demo/demo:twice")
                .then()
                .statusCode(409)
                .body("error", notNullValue());
    }

    @Test
    void aDeviceWithoutAnIdGetsOne() {
        String id = engineer()
                .body("{}")
                .post("/v1/devices/demo")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        engineer().get("/v1/devices/demo/" + id).then().statusCode(200);
    }

    @Test
    void aChangeForAnOutdatedVersionIsRefused() {
        String first = register("demo:versions", FILLER);
        String second = engineer()
                .header("If-Match", first)
                .body("{\"enabled\":false}")
                .put("/v1/devices/demo/demo:versions")
                .then()
                .statusCode(204)
                .extract()
                .header("ETag");
        assertThat(second).isNotEqualTo(first);
        engineer()
                .header("If-Match", first)
                .body(FILLER)
                .put("/v1/devices/demo/demo:versions")
                .then()
                .statusCode(412);
        engineer()
                .header("If-Match", first)
                .delete("/v1/devices/demo/demo:versions")
                .then()
                .statusCode(412);
        engineer()
                .get("/v1/devices/demo/demo:versions")
                .then()
                .header("ETag", second)
                .body("enabled", equalTo(false));
        engineer()
                .header("If-Match", second)
                .delete("/v1/devices/demo/demo:versions")
                .then()
                .statusCode(204);
        engineer().get("/v1/devices/demo/demo:versions").then().statusCode(404);
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        engineer().get("/v1/devices/demo/demo:nothing").then().statusCode(404).body("error", equalTo("no such device"));
        engineer().get("/v1/devices/nowhere/demo:nothing").then().statusCode(404);
        engineer().body(FILLER).put("/v1/devices/demo/demo:nothing").then().statusCode(404);
        engineer().delete("/v1/devices/demo/demo:nothing").then().statusCode(404);
        engineer().get("/v1/credentials/demo/demo:nothing").then().statusCode(404);
        engineer().get("/v1/tenants/nowhere").then().statusCode(404).body("error", equalTo("no such tenant"));
    }

    @Test
    void devicesAreFoundByTheirFieldsPageByPage() {
        String tenant = newTenant("search");
        for (int i = 1; i <= 5; i++) {
            engineer()
                    .body("{\"enabled\":%b,\"ext\":{\"rank\":%d,\"model\":\"pack-%d\"}}".formatted(i != 3, 10 - i, i))
                    .post("/v1/devices/search/search:pack-" + i)
                    .then()
                    .statusCode(201);
        }
        search(tenant, "pageSize=2&pageOffset=1")
                .body("total", equalTo(5))
                .body("result.id", contains("search:pack-3", "search:pack-4"));
        search(tenant, "filterJson=" + encoded("{\"field\":\"/enabled\",\"value\":false}"))
                .body("result.id", contains("search:pack-3"));
        search(
                        tenant,
                        "filterJson=" + encoded("{\"field\":\"/ext/model\",\"value\":\"pack-?\"}") + "&sortJson="
                                + encoded("{\"field\":\"/ext/rank\",\"direction\":\"asc\"}"))
                .body("result.ext.rank", contains(5, 6, 7, 8, 9));
        search(tenant, "filterJson=" + encoded("{\"field\":\"/id\",\"op\":\"in\",\"value\":[\"search:pack-2\",\"x\"]}"))
                .body("result.id", contains("search:pack-2"));
        search(tenant, "filterJson=" + encoded("{\"field\":\"/id\",\"op\":\"not_in\",\"value\":[\"search:pack-2\"]}"))
                .body("result", hasSize(4));
        search(tenant, "pageOffset=9").body("result", emptyIterable()).body("total", equalTo(5));
        engineer()
                .get("/v1/devices/search?filterJson=" + encoded("{\"field\":\"/id\",\"value\":\"none*\"}"))
                .then()
                .statusCode(404);
    }

    private static ValidatableResponse search(String tenant, String query) {
        return engineer().get("/v1/devices/" + tenant + "?" + query).then().statusCode(200);
    }

    private static String encoded(String json) {
        return URLEncoder.encode(json, StandardCharsets.UTF_8);
    }

    @Test
    void gatewaysAreToldFromDevices() {
        newTenant("gateways");
        engineer().body("{}").post("/v1/devices/gateways/gateway").then().statusCode(201);
        engineer()
                .body("{\"via\":[\"gateway\"]}")
                .post("/v1/devices/gateways/behind")
                .then()
                .statusCode(201);
        search("gateways", "isGateway=true").body("result.id", contains("gateway"));
        search("gateways", "isGateway=false").body("result.id", contains("behind"));
    }

    @Test
    void allDevicesOfATenantAreRemovedAtOnce() {
        newTenant("emptied");
        newTenant("emptied2");
        engineer().body("{}").post("/v1/devices/emptied/one").then().statusCode(201);
        engineer().body("{}").post("/v1/devices/emptied2/two").then().statusCode(201);
        engineer().delete("/v1/devices/emptied").then().statusCode(204);
        engineer().get("/v1/devices/emptied/one").then().statusCode(404);
        engineer().get("/v1/devices/emptied2/two").then().statusCode(200);
    }

    @Test
    void aTenantsLimitOfDevicesIsKept() {
        engineer()
                .body("{\"registration-limits\":{\"max-devices\":1}}")
                .post("/v1/tenants/limited")
                .then()
                .statusCode(201);
        engineer().body("{}").post("/v1/devices/limited/one").then().statusCode(201);
        engineer().body("{}").post("/v1/devices/limited/two").then().statusCode(403);
    }

    @Test
    void credentialsAreKeptHashedAndChangedByVersion() {
        register("demo:credentials", FILLER);
        String empty = engineer()
                .get("/v1/credentials/demo/demo:credentials")
                .then()
                .statusCode(200)
                .body("$", emptyIterable())
                .extract()
                .header("ETag");
        String password =
                "[{\"type\":\"hashed-password\",\"auth-id\":\"sensor1\",\"secrets\":[{\"pwd-plain\":\"hush\"}]}]";
        engineer()
                .header("If-Match", empty)
                .body(password)
                .put("/v1/credentials/demo/demo:credentials")
                .then()
                .statusCode(204);
        engineer()
                .header("If-Match", empty)
                .body(password)
                .put("/v1/credentials/demo/demo:credentials")
                .then()
                .statusCode(412);
        engineer()
                .get("/v1/credentials/demo/demo:credentials")
                .then()
                .body("[0].auth-id", equalTo("sensor1"))
                .body(not(containsString("hush")))
                .body(not(containsString("pwd-hash")));
    }

    @Test
    void anAuthenticationIdBelongsToOneDevice() {
        register("demo:owner", FILLER);
        register("demo:thief", FILLER);
        String key = "[{\"type\":\"psk\",\"auth-id\":\"key-1\",\"secrets\":[{\"key\":\"c2VjcmV0\"}]}]";
        engineer().body(key).put("/v1/credentials/demo/demo:owner").then().statusCode(204);
        engineer().body(key).put("/v1/credentials/demo/demo:thief").then().statusCode(409);
        engineer().get("/v1/credentials/demo/demo:thief").then().statusCode(200).body("$", emptyIterable());
        engineer().delete("/v1/devices/demo/demo:owner").then().statusCode(204);
        engineer().body(key).put("/v1/credentials/demo/demo:thief").then().statusCode(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "nonsense", "{\"enabled\":\"perhaps\"}", "{\"ext\":7}", "{\"unknown\":1}", "null"})
    void aBodyThatIsNoDeviceIsRefusedWithAReason(String body) {
        engineer()
                .body(body)
                .post("/v1/devices/demo/demo:hostile")
                .then()
                .statusCode(400)
                .contentType(ContentType.JSON)
                .body("error", notNullValue())
                .body(not(containsString("\tat ")));
        engineer().get("/v1/devices/demo/demo:hostile").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"alias\":{}}", "{\"ext\":[]}"})
    void aBodyThatIsNoTenantIsRefusedWithAReason(String body) {
        engineer().body(body).post("/v1/tenants/hostile").then().statusCode(400).body("error", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[{}]",
                "[{\"type\":\"hashed-password\"}]",
                "[{\"type\":\"hashed-password\",\"auth-id\":\"x\",\"secrets\":[{\"id\":\"made-up\"}]}]"
            })
    void aBodyThatIsNoCredentialsIsRefusedWithAReason(String body) {
        register("demo:hostile-credentials" + body.hashCode(), FILLER);
        engineer()
                .body(body)
                .put("/v1/credentials/demo/demo:hostile-credentials" + body.hashCode())
                .then()
                .statusCode(400)
                .body("error", notNullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "pageSize=0",
        "pageSize=201",
        "pageSize=many",
        "pageOffset=-1",
        "filterJson=%7B",
        "filterJson=%7B%7D",
        "sortJson=%7B%22field%22%3A%22id%22%7D"
    })
    void aSearchThatMakesNoSenseIsRefusedWithAReason(String query) {
        engineer().get("/v1/devices/demo?" + query).then().statusCode(400).body("error", notNullValue());
    }

    @Test
    void aTypingErrorInAFieldIsNamed() {
        engineer()
                .body("{\"enabeld\":false}")
                .post("/v1/devices/demo/demo:typo")
                .then()
                .statusCode(400)
                .body("error", equalTo("unknown field /enabeld"));
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        engineer()
                .body("{\"ext\":{\"text\":\"%s\"}}".formatted("x".repeat(70_000)))
                .post("/v1/devices/demo/demo:large")
                .then()
                .statusCode(413);
    }

    @Test
    void anIdWithOtherCharactersIsRefused() {
        engineer().body(FILLER).post("/v1/devices/demo/demo:a%20b").then().statusCode(400);
        engineer()
                .body(FILLER)
                .post("/v1/devices/demo/demo:..%2F..%2Fetc")
                .then()
                .statusCode(400);
    }

    @Test
    void onlyEngineersAndServicesComeIn() {
        given().get("/v1/devices/demo").then().statusCode(401);
        given().auth()
                .preemptive()
                .basic(RunningRegistry.ENGINEER, "wrong")
                .get("/v1/tenants/demo")
                .then()
                .statusCode(401);
        given().auth()
                .preemptive()
                .basic(RunningRegistry.PARTNER, RunningRegistry.PASSWORD)
                .get("/v1/tenants/demo")
                .then()
                .statusCode(403);
        given().auth()
                .preemptive()
                .basic(RunningRegistry.SERVICE_ACCOUNT, RunningRegistry.SERVICE_PASSWORD)
                .get("/v1/tenants/demo")
                .then()
                .statusCode(200);
    }

    @Test
    void theRegistrySaysThatItIsReady() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'device registry' }.data.'adapters can connect'", equalTo(true));
    }
}
