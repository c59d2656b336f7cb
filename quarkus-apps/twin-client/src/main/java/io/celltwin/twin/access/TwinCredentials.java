package io.celltwin.twin.access;

import com.neovisionaries.ws.client.WebSocket;
import io.celltwin.twin.error.TwinException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.eclipse.ditto.client.configuration.BasicAuthenticationConfiguration;
import org.eclipse.ditto.client.messaging.AuthenticationProvider;
import org.eclipse.ditto.client.messaging.AuthenticationProviders;

/** How an account proves who it is. */
public interface TwinCredentials {

    /**
     * For an HTTP request.
     *
     * @return value of the {@code Authorization} header
     * @throws TwinException if there is none to be had now
     */
    String authorization();

    /** For a WebSocket, as long as it lives. */
    AuthenticationProvider<WebSocket> forWebSocket();

    /** HTTP Basic. */
    static TwinCredentials basic(TwinAccount account) {
        String header = "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (account.username() + ":" + account.password()).getBytes(StandardCharsets.UTF_8));
        return new TwinCredentials() {
            @Override
            public String authorization() {
                return header;
            }

            @Override
            public AuthenticationProvider<WebSocket> forWebSocket() {
                return AuthenticationProviders.basic(BasicAuthenticationConfiguration.newBuilder()
                        .username(account.username())
                        .password(account.password())
                        .build());
            }
        };
    }
}
