package io.celltwin.edge.http;

import io.celltwin.edge.authentication.TokenSubjects;
import io.celltwin.edge.error.EdgeTwinException;
import io.celltwin.edge.policydocument.PolicyAction;
import io.celltwin.signin.issuer.IssuedToken;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.ditto.base.model.common.HttpStatus;
import org.eclipse.ditto.base.model.exceptions.DittoJsonException;
import org.eclipse.ditto.json.JsonFactory;
import org.eclipse.ditto.json.JsonValue;
import org.eclipse.ditto.placeholders.UnresolvedPlaceholderException;
import org.eclipse.ditto.policies.model.Label;
import org.eclipse.ditto.policies.model.PolicyId;
import org.eclipse.ditto.policies.model.SubjectAnnouncement;

/**
 * Turns requests for the actions of a policy into commands: {@code /policies/<id>[/entries/<label>]/actions/<action>}.
 */
final class PolicyActionRequests {
    private static final String ACTIONS = "actions";
    private static final int ACTIONS_OF_POLICY = 2;
    private static final int ACTIONS_OF_ENTRY = 4;

    private final String subjectTemplate;

    /** @param subjectTemplate what subjects a token stands for, as a template over its claims and the entry's label */
    PolicyActionRequests(String subjectTemplate) {
        this.subjectTemplate = subjectTemplate;
    }

    /** Whether a request is for an action. */
    static boolean isAction(ApiRequest request) {
        return "policies".equals(request.segment(0))
                && (ACTIONS.equals(request.segment(ACTIONS_OF_POLICY))
                        || "entries".equals(request.segment(ACTIONS_OF_POLICY))
                                && ACTIONS.equals(request.segment(ACTIONS_OF_ENTRY)));
    }

    /**
     * The command for a request.
     *
     * @param token the token by which the caller came in
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if there is no such action, or none without
     *         a token
     */
    PolicyAction toAction(ApiRequest request, Optional<IssuedToken> token) {
        boolean ofEntry = !ACTIONS.equals(request.segment(ACTIONS_OF_POLICY));
        int place = ofEntry ? ACTIONS_OF_ENTRY : ACTIONS_OF_POLICY;
        PolicyAction.Kind kind = PolicyAction.Kind.of(request.segment(place + 1))
                .filter(known -> request.segments().size() == place + 2)
                .orElseThrow(() -> EdgeTwinException.noSuchResource(request.path()));
        PolicyId id = PolicyId.of(request.segment(1));
        IssuedToken shown = token.orElseThrow(
                () -> kind.failed(HttpStatus.BAD_REQUEST, "Policy action is only possible with JWT authentication."));
        if (!HttpMethod.POST.equals(request.method())) {
            throw EdgeTwinException.methodNotAllowed(request.method().name(), request.path());
        }
        return new PolicyAction(
                id,
                kind,
                ofEntry ? Optional.of(Label.of(request.segment(place - 1)).toString()) : Optional.empty(),
                subjects(shown, kind, request),
                expiry(shown, kind),
                kind == PolicyAction.Kind.ACTIVATE ? announcement(request) : Optional.empty(),
                request.headers());
    }

    private List<String> subjects(IssuedToken token, PolicyAction.Kind kind, ApiRequest request) {
        try {
            return TokenSubjects.integration(token, subjectTemplate, request.headers());
        } catch (UnresolvedPlaceholderException e) {
            throw kind.failed(
                    HttpStatus.BAD_REQUEST,
                    "Mandatory placeholders could not be resolved, in detail: " + e.getMessage());
        }
    }

    private static Instant expiry(IssuedToken token, PolicyAction.Kind kind) {
        return kind == PolicyAction.Kind.ACTIVATE ? token.expiry() : Instant.EPOCH;
    }

    private static Optional<SubjectAnnouncement> announcement(ApiRequest request) {
        if (request.body().isEmpty()) {
            return Optional.empty();
        }
        return DittoJsonException.wrapJsonRuntimeException(() -> JsonFactory.newObject(request.body())
                .getValue("announcement")
                .map(JsonValue::asObject)
                .map(SubjectAnnouncement::fromJson));
    }
}
