package io.celltwin.signin.issuer;

import io.quarkus.security.AuthenticationFailedException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jboss.logging.Logger;
import org.jose4j.http.Get;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;

/**
 * Checks the tokens of one issuer by the keys that it publishes. The keys are looked for with the first token, since an
 * issuer may start later than this process, and again when a token is signed by a key that is not known yet.
 */
final class TokenIssuer {
    private static final Logger LOG = Logger.getLogger(TokenIssuer.class);
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final int TOLERATED_CLOCK_SKEW_S = 10;
    private static final int ANSWER_TIMEOUT_MS = 5_000;
    /** Only keys that are published in public: no shared secret, and never none. */
    private static final AlgorithmConstraints PUBLIC_KEY_ALGORITHMS = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
            AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
            AlgorithmIdentifiers.EDDSA);

    private final String name;
    private final String url;
    private final IssuersConfig.Issuer config;
    private JwtConsumer consumer;

    TokenIssuer(String name, URI url, IssuersConfig.Issuer config) {
        this.name = name;
        this.url = url.toString();
        this.config = config;
    }

    /** @throws AuthenticationFailedException if the token is not good, or the issuer's keys cannot be had */
    IssuedToken verify(String token) {
        try {
            return TokenIssuers.read(name, consumer().processToClaims(token), config);
        } catch (InvalidJwtException e) {
            throw new AuthenticationFailedException("The token is not valid: " + e.getMessage(), e);
        } catch (IOException | JoseException e) {
            LOG.warnf("The keys of the issuer %s cannot be had: %s", url, e);
            throw new AuthenticationFailedException("The keys of the token's issuer cannot be had.", e);
        }
    }

    private synchronized JwtConsumer consumer() throws IOException, JoseException {
        if (consumer == null) {
            Get http = new Get();
            http.setConnectTimeout(ANSWER_TIMEOUT_MS);
            http.setReadTimeout(ANSWER_TIMEOUT_MS);
            Object keysUrl = JsonUtil.parseJson(
                            http.get(withoutSlash(url) + DISCOVERY).getBody())
                    .get("jwks_uri");
            if (!(keysUrl instanceof String keys)) {
                throw new IOException("Its discovery document has no 'jwks_uri'.");
            }
            HttpsJwks published = new HttpsJwks(keys);
            published.setSimpleHttpGet(http);
            JwtConsumerBuilder builder = new JwtConsumerBuilder()
                    .setJwsAlgorithmConstraints(PUBLIC_KEY_ALGORITHMS)
                    .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(published))
                    .setAllowedClockSkewInSeconds(TOLERATED_CLOCK_SKEW_S)
                    .setRequireExpirationTime()
                    .setExpectedIssuers(true, withoutSlash(url), withoutSlash(url) + "/");
            List<String> audience = config.audience().orElse(List.of());
            consumer = (audience.isEmpty()
                            ? builder.setSkipDefaultAudienceValidation()
                            : builder.setExpectedAudience(audience.toArray(new String[0])))
                    .build();
        }
        return consumer;
    }

    static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
