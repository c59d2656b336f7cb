package io.celltwin.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ConsoleUsers.class)
class DevicesResourceTest {
    private static final String FILLER = registration(ScriptedProbe.ADDRESS);

    @Test
    void whatADeviceGivesIsToldWithUnitAndQuality() {
        check(as(ConsoleUsers.USER), FILLER)
                .statusCode(200)
                .body("values.name", hasItems("motorCurrent", "doseMass"))
                .body("values.unit", hasItem("A"))
                .body("values[0].value", equalTo(2.71f))
                .body("values[0].problem", equalTo(null))
                .body("values[2].problem", equalTo("illegal data address"));
    }

    @Test
    void whoMayNotRegisterADeviceMayNotTryOne() {
        check(as(ConsoleUsers.PARTNER), FILLER).statusCode(403);
        check(given().redirects().follow(false), FILLER).statusCode(401);
        as(ConsoleUsers.PARTNER).get("/console/devices").then().statusCode(403);
    }

    @Test
    void aDeviceThatCannotBeReadIsNoErrorOfTheServer() {
        check(as(ConsoleUsers.USER), registration("modbus+tcp://nobody:502/1"))
                .statusCode(422)
                .body("description", containsString("Connection refused"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"ext\"", "{\"ext\":", "null", "\u0000"})
    void whatIsNoRegistrationIsRefused(String body) {
        check(as(ConsoleUsers.USER), body).statusCode(400);
    }

    @Test
    void aRegistrationOfAnyLengthIsNotRead() {
        check(as(ConsoleUsers.USER), registration("x".repeat(70_000))).statusCode(413);
    }

    @Test
    void nobodyLooksThroughANetwork() {
        int refused = 0;
        for (int port = 1; port <= 21; port++) {
            refused = check(as(ConsoleUsers.EAGER), registration("modbus+tcp://host:%d/1".formatted(port)))
                    .extract()
                    .statusCode();
        }
        assertThat(refused).isEqualTo(429);
    }

    private static ValidatableResponse check(RequestSpecification user, String body) {
        return user.contentType(ContentType.JSON)
                .body(body)
                .post("/console/devices/check?id=demo:filler-9")
                .then();
    }

    private static RequestSpecification as(String user) {
        return given().auth().preemptive().basic(user, ConsoleUsers.PASSWORD);
    }

    private static String registration(String address) {
        return "{\"ext\":{\"celltwin\":{\"model\":\"electrolyte-filler-1.0.0\",\"address\":\"%s\"}}}"
                .formatted(address);
    }
}
