package io.celltwin.edge.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.signin.issuer.IssuedToken;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.junit.jupiter.api.Test;

class TokenSubjectsTest {
    private static final String CLAIMS = """
            {"sub":"anna","aud":["plant","line"],"realm_access":{"roles":["reader","writer"]},"level":3}""";

    @Test
    void aTemplateIsResolvedByTheClaimsAfterTheIssuersName() {
        assertThat(subjects("{{ jwt:sub }}")).containsExactly("acme:anna");
        assertThat(subjects("{{ jwt:sub | fn:upper() }}@{{ jwt:level }}")).containsExactly("acme:ANNA@3");
    }

    @Test
    void aClaimWithSeveralValuesGivesASubjectForEach() {
        assertThat(subjects("{{ jwt:aud }}")).containsExactly("acme:plant", "acme:line");
        assertThat(subjects("role:{{ jwt:realm_access/roles }}"))
                .containsExactly("acme:role:reader", "acme:role:writer");
    }

    @Test
    void aClaimThatTheTokenLacksGivesNoSubject() {
        assertThat(subjects("{{ jwt:department }}", "{{ jwt:sub }}")).containsExactly("acme:anna");
    }

    private static List<String> subjects(String... templates) {
        return TokenSubjects.of(new IssuedToken("acme", "anna", CLAIMS, Instant.MAX, List.of(templates), Set.of()))
                .stream()
                .map(AuthorizationSubject::getId)
                .toList();
    }
}
