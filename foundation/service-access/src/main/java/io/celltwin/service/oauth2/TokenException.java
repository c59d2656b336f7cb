package io.celltwin.service.oauth2;

/** No access token could be had. The message is one line for people and holds no secret. */
public abstract sealed class TokenException extends Exception permits TokenUnavailableException, TokenRefusedException {

    private static final long serialVersionUID = 1L;

    TokenException(String message) {
        super(message);
    }
}
