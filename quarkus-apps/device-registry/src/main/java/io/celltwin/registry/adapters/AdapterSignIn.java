package io.celltwin.registry.adapters;

import io.celltwin.signin.UsersConfig;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import javax.security.auth.login.CredentialException;
import org.eclipse.hono.auth.HonoUser;
import org.eclipse.hono.client.ClientErrorException;
import org.eclipse.hono.service.auth.AuthenticationService;
import org.eclipse.hono.util.AuthenticationConstants;

/** Lets in the service accounts, by SASL PLAIN with the password that they share. */
@Singleton
public class AdapterSignIn implements AuthenticationService {
    private final UsersConfig users;

    @Inject
    AdapterSignIn(UsersConfig users) {
        this.users = users;
    }

    @Override
    public String[] getSupportedSaslMechanisms() {
        return new String[] {AuthenticationConstants.MECHANISM_PLAIN};
    }

    @Override
    public Future<HonoUser> authenticate(JsonObject request) {
        try {
            String[] answer = AuthenticationConstants.parseSaslResponse(
                    request.getBinary(AuthenticationConstants.FIELD_SASL_RESPONSE, new byte[0]));
            String name = answer[1];
            String password = answer[2];
            return isRight(name, password) ? Future.succeededFuture(AdapterUser.signedInNow(name)) : refused();
        } catch (CredentialException e) {
            return Future.failedFuture(new ClientErrorException(HttpURLConnection.HTTP_BAD_REQUEST, e.getMessage()));
        }
    }

    private boolean isRight(String name, String password) {
        boolean passwordIsRight = users.servicePassword()
                .map(expected -> MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
        return passwordIsRight && users.serviceAccounts().contains(name);
    }

    private static Future<HonoUser> refused() {
        return Future.failedFuture(
                new ClientErrorException(HttpURLConnection.HTTP_UNAUTHORIZED, "unknown name or wrong password"));
    }
}
