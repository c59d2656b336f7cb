package io.celltwin.adapter.opcua.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;

import io.celltwin.adapter.device.DeviceConfigurationException;
import java.net.URI;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.junit.jupiter.api.Test;

/** The right one of a server's endpoints is taken, and reached where the device is. */
class EndpointChoiceTest {

    private static final URI ADDRESS = URI.create("opc.tcp://10.0.0.8:14840/line");
    private static final ConnectionSecurity ENCRYPTED =
            new ConnectionSecurity(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt);

    @Test
    void ofThoseThatFitItTakesTheOneAtThePathOfTheAddressThenTheMostSecure() {
        EndpointDescription other = endpoint("opc.tcp://plc.invalid:4840/other", TransportProfile.TCP_UASC_UABINARY, 9);
        EndpointDescription weak = endpoint("opc.tcp://plc.invalid:4840/line", TransportProfile.TCP_UASC_UABINARY, 1);
        EndpointDescription strong = endpoint("opc.tcp://plc.invalid:4840/line", TransportProfile.TCP_UASC_UABINARY, 2);
        EndpointDescription web = endpoint("opc.https://plc.invalid:443/line", TransportProfile.HTTPS_UABINARY, 9);

        EndpointDescription chosen = EndpointChoice.of(List.of(web, other, weak, strong), ADDRESS, ENCRYPTED);

        assertThat(chosen.getEndpointUrl()).isEqualTo("opc.tcp://10.0.0.8:14840/line");
        assertThat(chosen.getSecurityLevel()).isEqualTo(ubyte(2));
    }

    @Test
    void saysWhatThereIsWhereNoneFits() {
        EndpointDescription web = endpoint("opc.https://plc.invalid:443/line", TransportProfile.HTTPS_UABINARY, 9);
        EndpointDescription tcp = endpoint("opc.tcp://plc.invalid:4840", TransportProfile.TCP_UASC_UABINARY, 0);

        assertThatThrownBy(() -> EndpointChoice.of(List.of(web), ADDRESS, ENCRYPTED))
                .isInstanceOf(DeviceConfigurationException.class)
                .hasMessage(
                        "the server offers no endpoint with Basic256Sha256, SignAndEncrypt; it offers none for opc.tcp");
        assertThatThrownBy(() -> EndpointChoice.of(List.of(web, tcp), ADDRESS, ConnectionSecurity.NONE))
                .hasMessage("the server offers no endpoint with None, None; it offers Basic256Sha256, SignAndEncrypt");
    }

    private static EndpointDescription endpoint(String url, TransportProfile transport, int level) {
        return new EndpointDescription(
                url,
                null,
                ByteString.NULL_VALUE,
                MessageSecurityMode.SignAndEncrypt,
                SecurityPolicy.Basic256Sha256.getUri(),
                null,
                transport.getUri(),
                ubyte(level));
    }
}
