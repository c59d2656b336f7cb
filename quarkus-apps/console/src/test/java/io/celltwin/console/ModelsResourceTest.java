package io.celltwin.console;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConsoleUsers.class)
class ModelsResourceTest {
    private static final String FILLER = "/models/electrolyte-filler-1.0.0.tm.jsonld";

    @Test
    void aTwinsDefinitionLeadsToItsModelWithoutSignIn() {
        get(FILLER)
                .then()
                .statusCode(200)
                .contentType(startsWith("application/tm+json"))
                .body("title", equalTo("Electrolyte filler"))
                .body("'@type'", hasItem("tm:ThingModel"));
    }

    @Test
    void everyFeatureOfATwinHasAModelBehindTheLink() {
        String link = get(FILLER).jsonPath().getString("links.find { it.instanceName == 'pump' }.href");
        get(link).then().statusCode(200).body("properties.motorCurrent.title", equalTo("Motor current"));
    }

    @Test
    void theVocabularyIsServedAsLinkedData() {
        get("/models/cell-context.jsonld").then().statusCode(200).contentType(startsWith("application/ld+json"));
    }

    @Test
    void aModelThatTheClientHasIsNotSentAgain() {
        String tag = get(FILLER).getHeader("ETag");
        given().header("If-None-Match", tag).get(FILLER).then().statusCode(304).header("ETag", equalTo(tag));
    }

    @Test
    void theListNamesEveryModelWithItsAddress() {
        String link = get("/models/").jsonPath().getString("find { it.name == 'battery-pack-1.0.0' }.href");
        get(link).then().statusCode(200).body("title", equalTo("Battery pack"));
    }

    @Test
    void anUnknownModelIsAPlainNotFound() {
        get("/models/toaster-1.0.0.tm.jsonld")
                .then()
                .statusCode(404)
                .contentType(startsWith("application/json"))
                .body("error", equalTo("model.notfound"));
        get("/models/..%2f..%2fetc%2fpasswd")
                .then()
                .statusCode(404)
                .body(org.hamcrest.Matchers.not(containsString("root:")));
    }

    @Test
    void thePageGetsTitlesUnitsAndLimitsReadyMade() {
        String value = "properties.find { it.name == 'motorCurrent' }.";
        get("/console/models/electrolyte-filler-1.0.0.tm.jsonld")
                .then()
                .statusCode(200)
                .body("processStep", equalTo("filling"))
                .body("types", hasItem("cell:Machine"))
                .body("features.pump", equalTo("Dosing pump"))
                .body(value + "unit", equalTo("A"))
                .body(value + "feature", equalTo("pump"))
                .body(value + "alarmLimits[0].kind", equalTo("ABOVE"));
    }
}
