package io.celltwin.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.signin.issuer.IssuedToken;
import io.celltwin.signin.issuer.TokenIssuers;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tokens of several issuers, none of which is the provider of the sign-in page. */
@QuarkusTest
@QuarkusTestResource(value = TokenIssuersTest.Issuers.class, restrictToAnnotatedClass = true)
class TokenIssuersTest {
    private static TestProvider first;
    private static TestProvider second;

    @Inject
    TokenIssuers issuers;

    /** Two issuers with different rules. */
    public static class Issuers implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            first = new TestProvider();
            second = new TestProvider();
            return Map.of(
                    "celltwin.openid-connect.issuers.plant.urls",
                    first.issuer(),
                    "celltwin.openid-connect.issuers.plant.roles-claim",
                    "plant/roles",
                    "celltwin.openid-connect.issuers.partner.urls",
                    second.issuer() + "/",
                    "celltwin.openid-connect.issuers.partner.auth-subjects",
                    "{{ jwt:sub }},{{ jwt:aud }}",
                    "celltwin.openid-connect.issuers.strict.urls",
                    "http://localhost:1/strict",
                    "celltwin.openid-connect.issuers.strict.audience",
                    "celltwin");
        }

        @Override
        public void stop() {
            first.close();
            second.close();
        }
    }

    @Test
    void aTokenIsOfTheIssuerThatSignedIt() {
        IssuedToken plant = issuers.verify(first.token("anna", 60, "engineer"));
        IssuedToken partner = issuers.verify(second.token("paul", 60, "engineer"));

        assertThat(plant.issuer()).isEqualTo("plant");
        assertThat(plant.name()).isEqualTo("anna");
        assertThat(plant.roles()).isEqualTo(Set.of("engineer"));
        assertThat(plant.authSubjects()).isEqualTo(List.of("{{ jwt:sub }}"));
        assertThat(plant.claims()).contains("\"sub\":\"anna\"");
        assertThat(partner.issuer()).isEqualTo("partner");
        assertThat(partner.roles()).as("no claim is configured").isEmpty();
        assertThat(partner.authSubjects()).hasSize(2);
    }

    @Test
    void aTokenThatIsOverOrForgedOrOfNobodyKnownIsRefused() {
        assertRefused(first.token("anna", -60, "engineer"));
        assertRefused("nonsense");
        try (TestProvider stranger = new TestProvider()) {
            assertRefused(stranger.token("anna", 60, "engineer"));
        }
        String[] parts = first.token("anna", 60, "engineer").split("\\.");
        String[] others = first.token("otto", 60, "partner").split("\\.");
        assertRefused(parts[0] + "." + parts[1] + "." + others[2]);
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        assertRefused(none + "." + parts[1] + ".");
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> issuers.verify(token)).isInstanceOf(AuthenticationFailedException.class);
    }
}
