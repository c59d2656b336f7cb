package io.celltwin.lifecycle.passport;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.celltwin.lifecycle.canonical.CanonicalJson;
import io.celltwin.lifecycle.evidence.EvidenceJson;
import io.celltwin.lifecycle.evidence.LogKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A passport as a W3C Verifiable Credential 2.0, secured by JOSE
 * (<a href="https://www.w3.org/TR/vc-jose-cose/">Securing Verifiable Credentials using JOSE and COSE</a>, section 3.1): a JWS in compact form
 * with the plant's Ed25519 key (RFC 8037), whose payload is the credential itself. Its issuer is the key by its {@code did:key}.
 */
@ApplicationScoped
public class PassportCredential {
    /** The type of such a credential. */
    public static final String MEDIA_TYPE = "application/vc+jwt";

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final ObjectMapper JSON = EvidenceJson.mapper();

    private final LogKey key;
    private final String issuer;

    /** @param key the plant's */
    @Inject
    public PassportCredential(LogKey key) {
        this.key = key;
        this.issuer = DidKey.of(key.publicKey());
    }

    /**
     * Signs what somebody may see of a passport.
     *
     * @param at from when on it holds
     */
    public String sign(BatteryPassport passport, Instant at) {
        Map<String, Object> header =
                Map.of("alg", "EdDSA", "typ", "vc+jwt", "cty", "vc", "kid", DidKey.verificationMethod(issuer));
        Map<String, Object> credential = new LinkedHashMap<>();
        // The second context gives the terms of the passport a meaning by their names alone.
        credential.put(
                "@context",
                List.of(
                        "https://www.w3.org/ns/credentials/v2",
                        "https://www.w3.org/ns/credentials/undefined-terms/v2"));
        credential.put("type", List.of("VerifiableCredential", "BatteryPassportCredential"));
        credential.put("issuer", issuer);
        credential.put("validFrom", at.truncatedTo(ChronoUnit.SECONDS).toString());
        credential.put("credentialSubject", subject(passport));
        String signed = part(header) + "." + part(credential);
        return signed + "." + BASE64URL.encodeToString(key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Map<String, Object> subject(BatteryPassport passport) {
        Map<String, Object> subject =
                new LinkedHashMap<>(JSON.convertValue(passport, new TypeReference<Map<String, Object>>() {}));
        url(passport.document().at("/identification/idDmc").asText()).ifPresent(id -> subject.put("id", id));
        return subject;
    }

    /** The id of a subject must be a URL. */
    private static Optional<String> url(String text) {
        try {
            return Optional.of(text).filter(id -> URI.create(id).isAbsolute());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String part(Map<String, Object> json) {
        return BASE64URL.encodeToString(CanonicalJson.bytes(json));
    }
}
