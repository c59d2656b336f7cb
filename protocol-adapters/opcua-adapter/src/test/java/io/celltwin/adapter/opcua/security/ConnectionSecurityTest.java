package io.celltwin.adapter.opcua.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.opcua.TestConfig;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionSecurityTest {

    private static final ConnectionSecurity SIGNED =
            new ConnectionSecurity(SecurityPolicy.Basic256Sha256, MessageSecurityMode.Sign);
    private static final ConnectionSecurity ENCRYPTED =
            new ConnectionSecurity(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt);
    private static final UserTokenPolicy IN_THE_CLEAR = password(SecurityPolicy.None.getUri());
    private static final UserTokenPolicy AS_THE_CONNECTION = password(null);
    private static final UserTokenPolicy PROTECTED = password(SecurityPolicy.Basic256Sha256.getUri());

    @Test
    void needsNoSecurityOnTheSameMachineOnly() {
        assertThat(ConnectionSecurity.of(DeviceSettings.NONE, TestConfig.DEFAULT, true))
                .isEqualTo(ConnectionSecurity.NONE);
        assertThat(ConnectionSecurity.of(DeviceSettings.NONE, TestConfig.DEFAULT, false))
                .isEqualTo(ENCRYPTED);
    }

    @Test
    void letsADeviceSayOtherwise() {
        DeviceSettings settings =
                new DeviceSettings(Map.of("securityPolicy", "Basic256Sha256", "securityMode", "Sign"));

        assertThat(ConnectionSecurity.of(settings, TestConfig.DEFAULT, true)).isEqualTo(SIGNED);
    }

    @Test
    void secureMessagesAreWantedWhereOnlyTheModeSaysSo() {
        DeviceSettings settings = new DeviceSettings(Map.of("securityMode", "Sign"));

        assertThat(ConnectionSecurity.of(settings, TestConfig.DEFAULT, true)).isEqualTo(SIGNED);
    }

    @ParameterizedTest
    @CsvSource({
        "Rot13, Sign, security policy Rot13 is unknown",
        "Basic256Sha256, Shout, security mode Shout is unknown",
        "None, Sign, security mode Sign does not fit security policy None",
        "Basic256Sha256, None, security mode None does not fit security policy Basic256Sha256"
    })
    void refusesWhatItDoesNotKnow(String policy, String mode, String complaint) {
        DeviceSettings settings = new DeviceSettings(Map.of("securityPolicy", policy, "securityMode", mode));

        assertThatThrownBy(() -> ConnectionSecurity.of(settings, TestConfig.DEFAULT, true))
                .isInstanceOf(DeviceConfigurationException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void sendsAPasswordInTheClearWhereNobodyElseCanReadIt() {
        assertThat(new PasswordProtection(ConnectionSecurity.NONE, true).choose(List.of(IN_THE_CLEAR)))
                .isEqualTo(IN_THE_CLEAR);
        assertThat(new PasswordProtection(ENCRYPTED, false).choose(List.of(IN_THE_CLEAR)))
                .isEqualTo(IN_THE_CLEAR);
    }

    @Test
    void prefersAWayThatProtectsThePassword() {
        assertThat(new PasswordProtection(ConnectionSecurity.NONE, false)
                        .choose(List.of(IN_THE_CLEAR, AS_THE_CONNECTION, PROTECTED)))
                .isEqualTo(PROTECTED);
        assertThat(new PasswordProtection(SIGNED, false).choose(List.of(IN_THE_CLEAR, AS_THE_CONNECTION)))
                .isEqualTo(AS_THE_CONNECTION);
    }

    @Test
    void sendsNoPasswordThatCouldBeReadOnTheWay() {
        assertThatThrownBy(() -> new PasswordProtection(ConnectionSecurity.NONE, false)
                        .choose(List.of(IN_THE_CLEAR, AS_THE_CONNECTION)))
                .isInstanceOf(DeviceConfigurationException.class);
        assertThatThrownBy(() -> new PasswordProtection(SIGNED, false).choose(List.of(IN_THE_CLEAR)))
                .isInstanceOf(DeviceConfigurationException.class);
    }

    private static UserTokenPolicy password(String policyUri) {
        return new UserTokenPolicy("id", UserTokenType.UserName, null, null, policyUri);
    }
}
