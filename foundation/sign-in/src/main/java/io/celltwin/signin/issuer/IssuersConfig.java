package io.celltwin.signin.issuer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose tokens are taken, besides those of the provider of the sign-in page. */
@ConfigMapping(prefix = "celltwin.openid-connect")
public interface IssuersConfig {

    /** The issuers by the name that begins the subjects of their tokens. */
    Map<String, Issuer> issuers();

    /** One issuer. */
    interface Issuer {
        /** What its tokens may say in {@code iss}; its keys are found below each by OpenID Connect discovery. */
        List<URI> urls();

        /** Whom a token must be for; any if empty. */
        Optional<List<String>> audience();

        /** The subjects that a token stands for, without the issuer's name; for the twin service to resolve. */
        @WithDefault("{{ jwt:sub }}")
        List<String> authSubjects();

        /** The claim with the roles, a path with slashes; nobody has a role without it. */
        Optional<String> rolesClaim();
    }
}
