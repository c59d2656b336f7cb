package io.celltwin.adapter.opcua.security;

import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.opcua.config.OpcUaConfig;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;

/**
 * How a connection is secured.
 *
 * @param policy the algorithms
 * @param mode what they do to messages; {@code None} exactly if the policy is
 */
public record ConnectionSecurity(SecurityPolicy policy, MessageSecurityMode mode) {

    /** No security. */
    public static final ConnectionSecurity NONE = new ConnectionSecurity(SecurityPolicy.None, MessageSecurityMode.None);

    private static final SecurityPolicy DEFAULT_POLICY = SecurityPolicy.Basic256Sha256;

    /**
     * @param settings a device's settings; {@code securityPolicy} and {@code securityMode} win over the configuration
     * @param config the configuration
     * @param loopback whether the server is on the loopback interface, where no security is needed unless policy or mode ask for it
     * @return how to connect
     * @throws DeviceConfigurationException if policy or mode is none that the adapter knows, or one does not fit the other
     */
    public static ConnectionSecurity of(DeviceSettings settings, OpcUaConfig config, boolean loopback) {
        Optional<String> wantedMode = settings.text("securityMode");
        SecurityPolicy policy = settings.text("securityPolicy")
                .or(config::securityPolicy)
                .map(name -> named(SecurityPolicy.class, "security policy", name))
                .orElse(loopback && wantedMode.isEmpty() ? SecurityPolicy.None : DEFAULT_POLICY);
        if (policy == SecurityPolicy.None) {
            if (wantedMode
                    .filter(mode -> !mode.equals(MessageSecurityMode.None.name()))
                    .isPresent()) {
                throw new DeviceConfigurationException(
                        "security mode %s does not fit security policy None".formatted(wantedMode.get()));
            }
            return NONE;
        }
        MessageSecurityMode mode =
                named(MessageSecurityMode.class, "security mode", wantedMode.orElseGet(config::securityMode));
        if (mode != MessageSecurityMode.Sign && mode != MessageSecurityMode.SignAndEncrypt) {
            throw new DeviceConfigurationException(
                    "security mode %s does not fit security policy %s".formatted(mode, policy));
        }
        return new ConnectionSecurity(policy, mode);
    }

    /**
     * @return whether messages are secured at all
     */
    public boolean isSecured() {
        return policy != SecurityPolicy.None;
    }

    /**
     * @return whether nobody on the way can read the messages
     */
    public boolean isEncrypted() {
        return mode == MessageSecurityMode.SignAndEncrypt;
    }

    private static <E extends Enum<E>> E named(Class<E> type, String what, String name) {
        Optional<E> found = Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(name))
                .findFirst();
        return found.orElseThrow(() -> new DeviceConfigurationException("%s %s is unknown; known are %s"
                .formatted(
                        what,
                        name,
                        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")))));
    }
}
