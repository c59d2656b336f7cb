package io.celltwin.bootstrap.http;

import io.celltwin.bootstrap.job.NotThereYetException;
import io.celltwin.bootstrap.job.RefusedException;
import io.celltwin.service.oauth2.ClientCredentials;
import io.celltwin.service.oauth2.TokenException;
import io.celltwin.service.oauth2.TokenUnavailableException;
import java.util.Optional;

/**
 * A bearer token had with OAuth 2 client credentials.
 *
 * @param credentials where it is had
 */
public record TokenAuthorization(ClientCredentials credentials) implements Authorization {

    @Override
    public Optional<String> header() throws NotThereYetException, RefusedException, InterruptedException {
        try {
            return Optional.of(credentials.token().authorization());
        } catch (TokenUnavailableException e) {
            throw new NotThereYetException(e.getMessage());
        } catch (TokenException e) {
            throw new RefusedException(e.getMessage());
        }
    }
}
