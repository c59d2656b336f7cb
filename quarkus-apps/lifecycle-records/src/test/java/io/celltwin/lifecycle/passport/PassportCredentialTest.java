package io.celltwin.lifecycle.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.celltwin.lifecycle.evidence.LogKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Key;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The signed passport as somebody verifies it who has nothing of this app: by jose4j, with the key that the issuer's name is. */
class PassportCredentialTest {
    private static final Instant AT = Instant.parse("2026-05-01T12:00:00.5Z");
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    @TempDir
    Path directory;

    private LogKey key;
    private BatteryPassport passport;
    private String credential;

    @BeforeEach
    void sign() throws Exception {
        key = LogKey.in(directory.resolve("key.pem"));
        JsonNode twin = new ObjectMapper().readTree("""
                        {"attributes":{"chemistry":"NMC/graphite \\"é\\""},
                         "features":{"passport":{"properties":{"passportId":"https://passports.example.com/1","mass":21.50}}}}""");
        passport = PassportDocument.of(
                "demo:pack-1",
                PassportSources.of(twin, new RecordedLife(List.of(), List.of())),
                EnumSet.of(AccessTier.PUBLIC));
        credential = new PassportCredential(key).sign(passport, AT);
    }

    @Test
    void anIndependentVerifierAcceptsItAndReadsThePassport() throws Exception {
        JsonWebSignature signature = verified(credential, keyOf(issuer()));
        assertThat(signature.getHeader("typ")).isEqualTo("vc+jwt");
        assertThat(signature.getHeader("cty")).isEqualTo("vc");
        assertThat(signature.getKeyIdHeaderValue()).startsWith(issuer() + "#z6Mk");

        JsonNode read = new ObjectMapper().readTree(signature.getPayload());
        assertThat(read.at("/@context/0").asText()).isEqualTo("https://www.w3.org/ns/credentials/v2");
        assertThat(read.at("/type/0").asText()).isEqualTo("VerifiableCredential");
        assertThat(read.at("/validFrom").asText()).isEqualTo("2026-05-01T12:00:00Z");
        assertThat(read.has("vc")).as("claims of VC 1.1").isFalse();
        JsonNode subject = read.get("credentialSubject");
        assertThat(subject.at("/id").asText()).isEqualTo("https://passports.example.com/1");
        assertThat(subject.at("/document/identification/chemistry").asText()).isEqualTo("NMC/graphite \"é\"");
        assertThat(subject.at("/document/characteristics/physicalDimension/weight/value")
                        .asDouble())
                .isEqualTo(21.5);
        assertThat(subject.get("tiers")).hasSize(1);
        assertThat(subject.get("missing")).hasSameSizeAs(passport.missing());
        assertThat(subject.get("withheld")).hasSameSizeAs(passport.withheld());
    }

    @Test
    void theIssuerIsThePlantsKey() throws Exception {
        assertThat(keyOf(issuer()).getEncoded()).isEqualTo(key.publicKey().getEncoded());
    }

    @Test
    void theNameOfAKeyIsThatOfTheSpecificationsExample() throws Exception {
        String example = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp";
        assertThat(DidKey.of((PublicKey) keyOf(example))).isEqualTo(example);
    }

    @Test
    void aChangedPassportAndAnothersKeyAreRefused() throws Exception {
        String[] parts = credential.split("\\.");
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String changed = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(payload.replace("21.5", "12.5").getBytes(StandardCharsets.UTF_8));
        assertThat(changed).isNotEqualTo(parts[1]);
        assertThatThrownBy(() -> verified(parts[0] + "." + changed + "." + parts[2], keyOf(issuer())))
                .isInstanceOf(JoseException.class);
        Key other = LogKey.in(directory.resolve("other.pem")).publicKey();
        assertThatThrownBy(() -> verified(credential, other)).isInstanceOf(JoseException.class);
    }

    @Test
    void aSubjectWhoseIdIsNoUrlHasNone() {
        BatteryPassport nameless = new BatteryPassport(
                "demo:pack-1", Set.of(), new ObjectMapper().createObjectNode(), List.of(), List.of());
        String payload = new PassportCredential(key).sign(nameless, AT).split("\\.")[1];
        assertThat(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8))
                .doesNotContain("\"id\"");
    }

    private String issuer() throws Exception {
        String payload = credential.split("\\.")[1];
        return new ObjectMapper()
                .readTree(Base64.getUrlDecoder().decode(payload))
                .get("issuer")
                .asText();
    }

    private static JsonWebSignature verified(String jws, Key key) throws JoseException {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(
                new AlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA));
        signature.setCompactSerialization(jws);
        signature.setKey(key);
        if (!signature.verifySignature()) {
            throw new JoseException("The signature is not that of the key");
        }
        return signature;
    }

    /** Resolves a did:key of Ed25519. */
    private static Key keyOf(String did) throws JoseException {
        BigInteger number = BigInteger.ZERO;
        for (char digit : did.substring("did:key:z".length()).toCharArray()) {
            number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(BASE58.indexOf(digit)));
        }
        byte[] named = number.toByteArray(); // 00 ed 01 and the key: the first bit would be a sign
        assertThat(Arrays.copyOf(named, 3)).containsExactly(0, 0xed, 0x01);
        String x = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(named, 3, named.length));
        return PublicJsonWebKey.Factory.newPublicJwk(Map.of("kty", "OKP", "crv", "Ed25519", "x", x))
                .getPublicKey();
    }
}
