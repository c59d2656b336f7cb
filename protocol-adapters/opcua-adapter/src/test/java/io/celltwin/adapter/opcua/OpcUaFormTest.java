package io.celltwin.adapter.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.celltwin.adapter.contract.Properties;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.FormTerms;
import java.time.Duration;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpcUaFormTest {

    private static final String SERVER = "opc.tcp://plc.example:4840/line/1";
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void readsNodeAndIntervals() {
        var form = parse("""
                {"href": "opc.tcp://PLC.example:4840/line/1/?id=nsu=urn:coater;s=Dryer.Temperature",
                 "cell:samplingInterval": 100, "cell:publishingInterval": 500}""");

        assertThat(form.node()).isEqualTo(ExpandedNodeId.of("urn:coater", "Dryer.Temperature"));
        assertThat(form.samplingInterval()).contains(Duration.ofMillis(100));
        assertThat(form.publishingInterval()).contains(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @CsvSource({
        // The examples of OPC 10101, 6.2, and one for each kind of identifier.
        "nsu=http://widgets.com/schemas/hello;s=水 World, nsu=http://widgets.com/schemas/hello;s=水 World",
        "nsu=http://example.com/hello%23;s=temperature, nsu=http://example.com/hello#;s=temperature",
        "ns=10;i=12345, ns=10;i=12345",
        "i=2258, i=2258",
        "nsu=urn:a;s=A%26B, nsu=urn:a;s=A&B",
        "nsu=urn:a;s=1+1, nsu=urn:a;s=1+1",
        "nsu=urn:a;s=x;y=z, nsu=urn:a;s=x;y=z",
        "ns=2;g=00000000-0000-0001-0000-000000000002, ns=2;g=00000000-0000-0001-0000-000000000002",
        "ns=2;b=AQID, ns=2;b=AQID"
    })
    void decodesNodeIdsAsTheBindingEncodesThem(String encoded, String decoded) {
        var form = parse("{\"href\": \"%s/?id=%s\"}".formatted(SERVER, encoded));

        assertThat(form.node()).isEqualTo(ExpandedNodeId.parse(decoded));
    }

    @Test
    void takesANodeIdWithoutNamespaceForOneOfOpcUaItself() {
        assertThat(parse("{\"href\": \"%s/?id=i=2258\"}".formatted(SERVER))
                        .node()
                        .getNamespaceIndex())
                .isEqualTo(ushort(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nsu=urn:a", "x=1", "", "ns=70000;i=1", "ns=1;i=-1", "ns=1;i=4294967296", "g=1", "b=*", "%zz"})
    void refusesWhatIsNoNodeId(String id) {
        assertThatThrownBy(() -> parse("{\"href\": \"%s/?id=%s\"}".formatted(SERVER, id)))
                .isInstanceOf(DeviceConfigurationException.class)
                .hasMessage("property temperature: %s is not a node id".formatted(id));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"href": "opc.tcp://plc.example:4840/line/1"} | is not of the form opc.tcp://host:port/?id=<node id>
            {"href": "opc.tcp://other:4840/line/1/?id=i=1"} | leads away from the server
            {"href": "opc.tcp://plc.example:4841/line/1/?id=i=1"} | leads away from the server
            {"op": "readproperty"} | form without href
            {"href": "opc.tcp://plc.example:4840/line/1/?id=i=1", "cell:samplingInterval": "fast"} | cell:samplingInterval must be a whole number
            """)
    void saysWhatIsWrongWithAFormAndWhere(String json, String complaint) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(DeviceConfigurationException.class)
                .hasMessageStartingWith("property temperature: ")
                .hasMessageContaining(complaint);
    }

    private static OpcUaForm parse(String json) {
        try {
            return OpcUaForm.parse(SERVER, new FormTerms(Properties.named("temperature"), JSON.readTree(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
