package io.celltwin.adapter.opcua.security;

import io.celltwin.adapter.device.DeviceConfigurationException;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;

/**
 * Chooses how a password goes to a server, and refuses to send one that could be read on the way.
 */
public final class PasswordProtection {

    private final ConnectionSecurity security;
    private final boolean loopback;

    /**
     * @param security how the connection is secured
     * @param loopback whether nobody is on the way, because the server is on the same machine
     */
    public PasswordProtection(ConnectionSecurity security, boolean loopback) {
        this.security = security;
        this.loopback = loopback;
    }

    /**
     * @param offered the ways that the server offers, at least one
     * @return the first of those that protect the password
     * @throws DeviceConfigurationException if none does
     */
    public UserTokenPolicy choose(List<UserTokenPolicy> offered) {
        return offered.stream()
                .filter(this::protects)
                .findFirst()
                .orElseThrow(() -> new DeviceConfigurationException(
                        "the server takes passwords in the clear only: use security mode SignAndEncrypt"));
    }

    private boolean protects(UserTokenPolicy way) {
        if (security.isEncrypted() || loopback) {
            return true;
        }
        // A way without a policy of its own uses that of the connection.
        String policy = way.getSecurityPolicyUri();
        return policy == null || policy.isEmpty() ? security.isSecured() : !policy.equals(SecurityPolicy.None.getUri());
    }
}
