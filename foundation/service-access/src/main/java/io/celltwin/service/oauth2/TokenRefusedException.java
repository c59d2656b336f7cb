package io.celltwin.service.oauth2;

/** The token endpoint refuses, or is none: trying again without another configuration does not help. */
public final class TokenRefusedException extends TokenException {

    private static final long serialVersionUID = 1L;

    TokenRefusedException(String message) {
        super(message);
    }
}
