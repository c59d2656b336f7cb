package io.celltwin.service.oauth2;

/** The token endpoint cannot be reached or has trouble of its own: trying again may help. */
public final class TokenUnavailableException extends TokenException {

    private static final long serialVersionUID = 1L;

    TokenUnavailableException(String message) {
        super(message);
    }
}
