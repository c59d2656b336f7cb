package io.celltwin.signin;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.hamcrest.Matchers.startsWithIgnoringCase;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A page behind the sign-in, seen by an API client and by a person with a browser. */
@QuarkusTest
@TestProfile(SignInTest.Users.class)
class SignInTest {
    public static class Users implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path file = Files.createTempDirectory("sign-in").resolve("users.properties");
                new UsersFile(file).put("anna", "correct horse", Set.of("engineer"));
                return Map.of(
                        "celltwin.users.file",
                        file.toString(),
                        "celltwin.users.service-password",
                        "secret",
                        "quarkus.http.auth.permission.all.paths",
                        "/who",
                        "quarkus.http.auth.permission.all.policy",
                        "authenticated");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @ApplicationScoped
    static class WhoRoute {
        void mount(@Observes Router router) {
            router.get("/who").handler(context -> {
                var identity = ((QuarkusHttpUser) context.user()).getSecurityIdentity();
                context.end(identity.getPrincipal().getName() + " " + identity.getRoles());
            });
        }
    }

    @Test
    void anApiClientComesInWithBasic() {
        given().auth()
                .preemptive()
                .basic("anna", "correct horse")
                .get("/who")
                .then()
                .statusCode(200)
                .body(equalTo("anna [engineer]"));
    }

    @Test
    void aServiceComesInWithTheServicePassword() {
        given().auth()
                .preemptive()
                .basic("battery-health", "secret")
                .get("/who")
                .then()
                .statusCode(200)
                .body(equalTo("battery-health [service]"));
        given().auth().preemptive().basic("anna", "secret").get("/who").then().statusCode(401);
    }

    @Test
    void anApiClientWithoutOrWithAWrongPasswordGetsAPlain401() {
        given().get("/who").then().statusCode(401).header("WWW-Authenticate", startsWithIgnoringCase("Basic"));
        given().auth()
                .preemptive()
                .basic("anna", "wrong")
                .get("/who")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWithIgnoringCase("Basic"));
        given().auth().preemptive().basic("nobody", "wrong").get("/who").then().statusCode(401);
    }

    @Test
    void aScriptOfThePageGetsNoPasswordDialog() {
        given().header("Sec-Fetch-Mode", "cors")
                .get("/who")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Session"));
    }

    @Test
    void aPersonIsLedToTheFormAndComesInByTheCookieUntilSignOut() {
        given().redirects()
                .follow(false)
                .accept("text/html")
                .get("/who")
                .then()
                .statusCode(302)
                .header("Location", containsString("/sign-in.html"));
        String cookie = given().redirects()
                .follow(false)
                .formParam("j_username", "anna")
                .formParam("j_password", "correct horse")
                .post("/j_security_check")
                .then()
                .statusCode(302)
                .extract()
                .cookie("celltwin-session");
        given().cookie("celltwin-session", cookie)
                .get("/who")
                .then()
                .statusCode(200)
                .body(equalTo("anna [engineer]"));
        given().redirects()
                .follow(false)
                .cookie("celltwin-session", cookie)
                .post("/sign-out")
                .then()
                .statusCode(303)
                .cookie("celltwin-session", equalTo(""));
    }

    @Test
    void aWrongPasswordInTheFormLeadsBackToIt() {
        given().redirects()
                .follow(false)
                .formParam("j_username", "anna")
                .formParam("j_password", "wrong")
                .post("/j_security_check")
                .then()
                .statusCode(302)
                .header("Location", containsString("/sign-in.html?wrong=true"));
    }
}
