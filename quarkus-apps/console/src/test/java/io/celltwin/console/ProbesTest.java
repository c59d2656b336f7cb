package io.celltwin.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What watches the process need not sign in. */
@QuarkusTest
class ProbesTest {
    @ParameterizedTest
    @ValueSource(strings = {"started", "live", "ready"})
    void itIsUp(String probe) {
        given().get("/q/health/" + probe).then().statusCode(200).body(containsString("UP"));
    }

    @Test
    void itsMetricsCanBeRead() {
        given().get("/q/metrics").then().statusCode(200).body(containsString("jvm_memory_used_bytes"));
    }
}
