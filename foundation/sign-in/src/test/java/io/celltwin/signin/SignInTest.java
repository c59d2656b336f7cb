package io.celltwin.signin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.hamcrest.Matchers.startsWithIgnoringCase;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A page behind the sign-in, seen by an API client and by a person with a browser. */
@QuarkusTest
@TestProfile(SignInTest.Users.class)
class SignInTest {
    private static final String SESSION = "celltwin-session";

    @ConfigProperty(name = "celltwin.users.file")
    Path usersFile;

    public static class Users implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path file = Files.createTempDirectory("sign-in").resolve("users.properties");
                new UsersFile(file).put("anna", "correct horse", Set.of("engineer"));
                return Map.of(
                        "celltwin.users.file",
                        file.toString(),
                        "celltwin.users.ended-sessions-file",
                        file.resolveSibling("ended-sessions").toString(),
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

    /** Whoever asked last. */
    private static volatile SecurityIdentity last;

    @Inject
    SignInStatus status;

    @TestHTTPResource("/open-to-all")
    URI page;

    @ApplicationScoped
    static class WhoRoute {
        void mount(@Observes Router router) {
            router.get("/who").handler(context -> {
                SecurityIdentity identity = ((QuarkusHttpUser) context.user()).getSecurityIdentity();
                last = identity;
                context.end(identity.getPrincipal().getName() + " " + identity.getRoles());
            });
            router.get("/open-to-all").handler(context -> context.end("everybody"));
        }
    }

    /** Java's client would change to HTTP/2, over which bodies get lost while it is found out who sends them. */
    @Test
    void speaksHttp1WithClientsThatOfferHttp2() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("everybody");
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
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
        String cookie = signIn("anna", "correct horse");
        assertLetIn(cookie, "anna [engineer]");
        given().redirects()
                .follow(false)
                .cookie(SESSION, cookie)
                .post("/sign-out")
                .then()
                .statusCode(303)
                .header("Location", equalTo("/sign-in.html"))
                .cookie(SESSION, equalTo(""));
    }

    @Test
    void whatIsOpenCanBeToldThatItsSessionWasSignedOutOf() {
        String cookie = signIn("anna", "correct horse");
        assertLetIn(cookie, "anna [engineer]");
        SecurityIdentity anna = last;
        assertThat(status.isGood(anna)).isTrue();

        given().redirects().follow(false).cookie(SESSION, cookie).post("/sign-out");
        assertThat(status.isGood(anna)).isFalse();
    }

    @Test
    void whatIsOpenCanBeToldThatItsUserHasAnotherPasswordOrIsGone() throws IOException {
        UsersFile users = new UsersFile(usersFile);
        users.put("mia", "first password", Set.of("engineer"));
        given().auth()
                .preemptive()
                .basic("mia", "first password")
                .get("/who")
                .then()
                .statusCode(200);
        SecurityIdentity mia = last;
        assertThat(status.isGood(mia)).isTrue();

        users.put("mia", "second password", Set.of("engineer"));
        assertThat(status.isGood(mia)).isFalse();
    }

    @Test
    void aServiceAccountStaysGood() {
        given().auth()
                .preemptive()
                .basic("bootstrap", "secret")
                .get("/who")
                .then()
                .statusCode(200);
        assertThat(status.isGood(last)).isTrue();
    }

    @Test
    void aCopyOfTheCookieIsNoGoodAfterSignOutAndOtherSessionsOfTheUserGoOn() {
        String here = signIn("anna", "correct horse");
        String elsewhere = signIn("anna", "correct horse");

        given().redirects().follow(false).cookie(SESSION, here).post("/sign-out");

        assertNotLetIn(here);
        assertLetIn(elsewhere, "anna [engineer]");
    }

    @Test
    void signOutWithoutASessionOrWithOneThatHasEndedIsAnsweredLikeAnyOther() {
        String ended = signIn("anna", "correct horse");
        given().redirects().follow(false).cookie(SESSION, ended).post("/sign-out");

        for (String cookie : List.of("", "no session", ended)) {
            given().redirects()
                    .follow(false)
                    .cookie(SESSION, cookie)
                    .post("/sign-out")
                    .then()
                    .statusCode(303)
                    .header("Location", equalTo("/sign-in.html"));
        }
        given().redirects().follow(false).post("/sign-out").then().statusCode(303);
    }

    @Test
    void aChangedPasswordEndsTheSessionsOfItsUserAlone() throws IOException {
        UsersFile users = new UsersFile(usersFile);
        users.put("ben", "first password", Set.of("engineer"));
        String bens = signIn("ben", "first password");
        String annas = signIn("anna", "correct horse");
        assertLetIn(bens, "ben [engineer]");

        users.put("ben", "second password", Set.of("engineer"));

        assertNotLetIn(bens);
        assertLetIn(annas, "anna [engineer]");
        assertLetIn(signIn("ben", "second password"), "ben [engineer]");
    }

    @Test
    void anotherRoleEndsTheSessions() throws IOException {
        UsersFile users = new UsersFile(usersFile);
        users.put("carl", "his password", Set.of("engineer"));
        String cookie = signIn("carl", "his password");
        String line = "carl=" + users.find("carl").orElseThrow().passwordHash();

        replaceInUsersFile(line + ",engineer", line + ",partner");

        assertNotLetIn(cookie);
        assertLetIn(signIn("carl", "his password"), "carl [partner]");
    }

    @Test
    void aRemovedUserIsNotLetInByAnOldSession() throws IOException {
        UsersFile users = new UsersFile(usersFile);
        users.put("dora", "her password", Set.of("partner"));
        String cookie = signIn("dora", "her password");
        assertLetIn(cookie, "dora [partner]");

        replaceInUsersFile("dora=", "# dora=");

        assertNotLetIn(cookie);
    }

    @Test
    void anEndedSessionLeadsToTheFormAndNotInACircle() {
        String ended = signIn("anna", "correct horse");
        given().redirects().follow(false).cookie(SESSION, ended).post("/sign-out");

        given().redirects()
                .follow(false)
                .accept("text/html")
                .cookie(SESSION, ended)
                .get("/who")
                .then()
                .statusCode(302)
                .header("Location", containsString("/sign-in.html"));
        given().redirects()
                .follow(false)
                .accept("text/html")
                .cookie(SESSION, ended)
                .get("/open-to-all")
                .then()
                .statusCode(200);
    }

    private static String signIn(String user, String password) {
        return given().redirects()
                .follow(false)
                .formParam("j_username", user)
                .formParam("j_password", password)
                .post("/j_security_check")
                .then()
                .statusCode(302)
                .extract()
                .cookie(SESSION);
    }

    private static void assertLetIn(String cookie, String as) {
        given().cookie(SESSION, cookie).get("/who").then().statusCode(200).body(equalTo(as));
    }

    private static void assertNotLetIn(String cookie) {
        given().cookie(SESSION, cookie).get("/who").then().statusCode(401);
    }

    private void replaceInUsersFile(String line, String other) throws IOException {
        String text = Files.readString(usersFile);
        assertThat(text).contains(line);
        Files.writeString(usersFile, text.replace(line, other));
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
