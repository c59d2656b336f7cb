package io.celltwin.signin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page of {@link SignInTest}, where a real provider says who comes in. */
@QuarkusTest
@TestProfile(OpenIdConnectTest.WithProvider.class)
@QuarkusTestResource(value = OpenIdConnectTest.Provider.class, restrictToAnnotatedClass = true)
class OpenIdConnectTest {

    private static TestProvider provider;

    /** No user but the provider's. */
    public static class WithProvider implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "celltwin.users.service-password",
                    "secret",
                    "quarkus.http.auth.permission.all.paths",
                    "/who",
                    "quarkus.http.auth.permission.all.policy",
                    "authenticated");
        }
    }

    /** Tells what an operator configures: only settings of the running process. */
    public static class Provider implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            provider = new TestProvider();
            return Map.of(
                    "quarkus.oidc.tenant-enabled",
                    "true",
                    "quarkus.oidc.auth-server-url",
                    provider.issuer(),
                    "quarkus.oidc.client-id",
                    "celltwin",
                    "quarkus.oidc.credentials.secret",
                    "a secret of at least thirty-two characters",
                    "quarkus.oidc.roles.role-claim-path",
                    "plant/roles");
        }

        @Override
        public void stop() {
            provider.close();
        }
    }

    @Test
    void aClientComesInByABearerTokenWithTheRolesOfTheConfiguredClaim() {
        given().auth()
                .oauth2(provider.token("registry", 60, "service"))
                .get("/who")
                .then()
                .statusCode(200)
                .body(equalTo("registry [service]"));
    }

    @Test
    void aTokenThatIsOverOrForgedIsRefused() {
        given().auth()
                .oauth2(provider.token("registry", -60, "service"))
                .get("/who")
                .then()
                .statusCode(401);
        try (TestProvider stranger = new TestProvider()) {
            given().auth()
                    .oauth2(stranger.token("registry", 60, "service"))
                    .get("/who")
                    .then()
                    .statusCode(401);
        }
        given().auth().oauth2("nonsense").get("/who").then().statusCode(401);
    }

    @Test
    void aClientWithoutTokenIsToldToBringOne() {
        given().get("/who").then().statusCode(401).header("WWW-Authenticate", startsWith("Bearer"));
        given().header("Sec-Fetch-Mode", "cors")
                .get("/who")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Session"));
    }

    @Test
    void aServiceAccountStillComesInWithTheServicePassword() {
        given().auth()
                .preemptive()
                .basic("battery-health", "secret")
                .get("/who")
                .then()
                .statusCode(200)
                .body(equalTo("battery-health [service]"));
    }

    @Test
    void aPersonIsLedToTheProviderAndBackAndComesInByTheCookieUntilSignOut() {
        ExtractableResponse<Response> led = given().redirects()
                .follow(false)
                .accept("text/html")
                .get("/who")
                .then()
                .statusCode(302)
                .header("Location", startsWith(provider.issuer() + "/authorize"))
                .extract();
        ExtractableResponse<Response> back = given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .get(led.header("Location"))
                .then()
                .statusCode(302)
                .header("Location", containsString("code="))
                .extract();
        ExtractableResponse<Response> answered = given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .accept("text/html")
                .cookies(led.cookies())
                .get(URI.create(back.header("Location")))
                .then()
                .statusCode(302)
                .extract();
        assertThat(answered.cookies().keySet()).anyMatch(name -> name.startsWith("q_session"));

        given().cookies(answered.cookies()).get("/who").then().statusCode(200).body(equalTo("anna [engineer]"));

        ExtractableResponse<Response> out = given().redirects()
                .follow(false)
                .cookies(answered.cookies())
                .post("/sign-out")
                .then()
                .statusCode(200)
                .body(containsString("You are signed out"))
                .extract();
        assertThat(out.cookies().entrySet())
                .anyMatch(cookie -> cookie.getKey().startsWith("q_session")
                        && cookie.getValue().isEmpty());
    }
}
