package io.celltwin.registry;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Requests to the management API. */
final class Requests {
    private Requests() {}

    static RequestSpecification engineer() {
        return given().auth()
                .preemptive()
                .basic(RunningRegistry.ENGINEER, RunningRegistry.PASSWORD)
                .contentType(ContentType.JSON)
                .urlEncodingEnabled(false);
    }

    /** Registers a device of the demo plant and returns its version. */
    static String register(String deviceId, String body) {
        return engineer()
                .body(body)
                .post("/v1/devices/demo/" + deviceId)
                .then()
                .statusCode(201)
                .extract()
                .header("ETag");
    }
}
