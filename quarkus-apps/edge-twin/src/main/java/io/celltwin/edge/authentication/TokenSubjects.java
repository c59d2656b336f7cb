package io.celltwin.edge.authentication;

import io.celltwin.signin.issuer.IssuedToken;
import java.util.List;
import java.util.Set;
import org.eclipse.ditto.base.model.auth.AuthorizationModelFactory;
import org.eclipse.ditto.base.model.auth.AuthorizationSubject;
import org.eclipse.ditto.base.model.headers.DittoHeaders;
import org.eclipse.ditto.json.JsonObject;
import org.eclipse.ditto.placeholders.ExpressionResolver;
import org.eclipse.ditto.placeholders.PipelineElement;
import org.eclipse.ditto.placeholders.PlaceholderFactory;

/** The subjects that a token stands for: what its issuer's templates come to, each after the issuer's name. */
public final class TokenSubjects {
    private static final String JWT = "jwt";

    private TokenSubjects() {}

    /**
     * The subjects of a token, as the order of the templates says; a template that uses a claim which the token lacks
     * gives none.
     *
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if a template cannot be read
     */
    public static List<AuthorizationSubject> of(IssuedToken token) {
        ExpressionResolver resolver = PlaceholderFactory.newExpressionResolver(
                PlaceholderFactory.newPlaceholderResolver(JwtPlaceholder.INSTANCE, JsonObject.of(token.claims())));
        return token.authSubjects().stream()
                .map(resolver::resolve)
                .flatMap(PipelineElement::toStream)
                .map(subject -> AuthorizationModelFactory.newAuthSubject(token.issuer() + ":" + subject))
                .toList();
    }

    /**
     * The ids of the subjects that a policy's action adds for a token; of placeholders those of the policy's entry are
     * left.
     *
     * @param template may use the claims of the token and the headers of the request
     * @throws org.eclipse.ditto.placeholders.UnresolvedPlaceholderException if the token lacks a claim
     */
    public static List<String> integration(IssuedToken token, String template, DittoHeaders headers) {
        ExpressionResolver resolver = PlaceholderFactory.newExpressionResolver(
                PlaceholderFactory.newPlaceholderResolver(PlaceholderFactory.newHeadersPlaceholder(), headers),
                PlaceholderFactory.newPlaceholderResolver(JwtPlaceholder.INSTANCE, JsonObject.of(token.claims())));
        return resolver.resolvePartiallyAsPipelineElement(template, Set.of(JWT))
                .toStream()
                .distinct()
                .toList();
    }
}
