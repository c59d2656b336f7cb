package io.celltwin.edge.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.celltwin.edge.access.CreationRules;
import io.celltwin.edge.access.PolicyEnforcerCache;
import io.celltwin.edge.command.CommandExecutor;
import io.celltwin.edge.entity.Entity;
import io.celltwin.edge.entity.EntityKey;
import io.celltwin.edge.policydocument.PolicyAction;
import io.celltwin.edge.policydocument.PolicyAction.Kind;
import io.celltwin.edge.policydocument.PolicyPath;
import io.celltwin.edge.policydocument.PolicyWrite;
import io.celltwin.edge.precondition.SizeLimits;
import io.celltwin.edge.result.CommandResult;
import io.celltwin.edge.state.Transaction;
import io.celltwin.edge.wot.ThingSkeletons;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.base.model.auth.AuthorizationModelFactory;
import org.eclipse.ditto.base.model.auth.DittoAuthorizationContextType;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoRuntimeException;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.base.model.signals.commands.Command;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.json.JsonPointer;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.policies.model.PolicyId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who shows a token gets a subject of its own where he may execute that. */
class PolicyActionsTest {
    private static final PolicyId ID = PolicyId.of("test:policy");
    private static final Instant EXPIRY = Instant.parse("2099-01-01T10:20:30Z");
    private static final String SUBJECT = "integration:{{policy-entry:label}}:plant";
    private static final String POLICY = """
            {"entries":{
              "admin":{"subjects":{"ditto:anna":{"type":"t"}},
                "resources":{"policy:/":{"grant":["READ","WRITE"],"revoke":[]}}},
              "execute":{"subjects":{"ditto:paul":{"type":"t"}},
                "resources":{"policy:/entries/line":{"grant":["EXECUTE"],"revoke":[]},
                  "policy:/entries/unnamed":{"grant":["EXECUTE"],"revoke":[]}}},
              "line":{"subjects":{"ditto:paul":{"type":"t"}},"resources":{"thing:/":{"grant":["READ"],"revoke":[]}}},
              "unnamed":{"subjects":{},"resources":{"thing:/":{"grant":["READ"],"revoke":[]}}}}}""";

    private final CommandExecutor executor = new CommandExecutor(
            new PolicyEnforcerCache(Clock.systemUTC()),
            new SizeLimits(100_000, 100_000),
            CreationRules.EVERYBODY,
            new SubjectTimes(Duration.ofHours(1), Duration.ofMinutes(1)),
            new ThingSkeletons(url -> JsonObject.empty()));
    private final Transaction state = new Transaction(key -> Optional.empty(), Clock.systemUTC());

    @BeforeEach
    void create() {
        executor.execute(
                new PolicyWrite(
                        ID,
                        Command.Category.MODIFY,
                        PolicyPath.POLICY,
                        Optional.of(JsonObject.of(POLICY)),
                        headers("ditto:anna")),
                state);
    }

    @Test
    void theSubjectIsAddedWhereHeMayAndLeavesWithTheHourAfterHisToken() {
        assertThat(execute(Kind.ACTIVATE, Optional.empty(), "ditto:paul").status())
                .isEqualTo(HttpStatus.NO_CONTENT);

        assertThat(subjects("line").getValue(JsonPointer.of("/integration:line:plant/expiry")))
                .contains(JsonValue.of("2099-01-01T11:00:00Z"));
        assertThat(subjects("unnamed").isEmpty()).isTrue();
        assertThat(policy().revision()).isEqualTo(2);

        assertThat(execute(Kind.DEACTIVATE, Optional.of("line"), "ditto:paul").status())
                .isEqualTo(HttpStatus.NO_CONTENT);
        assertThat(subjects("line").getKeys()).hasToString("[ditto:paul]");
    }

    @Test
    void whoMayNotExecuteItIsForbidden() {
        assertThat(refused(Kind.ACTIVATE, Optional.empty(), "ditto:anna")).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(refused(Kind.DEACTIVATE, Optional.of("line"), "ditto:anna")).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(refused(Kind.ACTIVATE, Optional.of("admin"), "ditto:paul")).isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(policy().revision()).isEqualTo(1);
    }

    @Test
    void anEntryThatDoesNotNameHimIsNotFound() {
        assertThat(refused(Kind.ACTIVATE, Optional.of("unnamed"), "ditto:paul")).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(refused(Kind.DEACTIVATE, Optional.of("unnamed"), "ditto:paul"))
                .isEqualTo(HttpStatus.NOT_FOUND);
    }

    private CommandResult execute(Kind kind, Optional<String> label, String who) {
        return executor.execute(
                new PolicyAction(ID, kind, label, List.of(SUBJECT), EXPIRY, Optional.empty(), headers(who)), state);
    }

    private HttpStatus refused(Kind kind, Optional<String> label, String who) {
        DittoRuntimeException error =
                catchThrowableOfType(DittoRuntimeException.class, () -> execute(kind, label, who));
        assertThat(error.getErrorCode()).isEqualTo("policies:action.failed");
        return error.getHttpStatus();
    }

    private Entity policy() {
        return state.alive(EntityKey.of(ID)).orElseThrow();
    }

    private JsonObject subjects(String label) {
        return policy().json()
                .getValue(JsonPointer.of("/entries/" + label + "/subjects"))
                .orElseThrow()
                .asObject();
    }

    private static DittoHeaders headers(String who) {
        return DittoHeaders.newBuilder()
                .authorizationContext(AuthorizationModelFactory.newAuthContext(
                        DittoAuthorizationContextType.JWT, AuthorizationModelFactory.newAuthSubject(who)))
                .build();
    }
}
