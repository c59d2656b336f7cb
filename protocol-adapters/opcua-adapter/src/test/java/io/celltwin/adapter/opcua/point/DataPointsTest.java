package io.celltwin.adapter.opcua.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.opcua.TestConfig;
import io.celltwin.adapter.opcua.TestModel;
import io.celltwin.model.ModelException;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes the check of models names a node to Milo, and the same node. */
class DataPointsTest {

    private static final String SERVER = "opc.tcp://plc.example:4840/line/1";

    @TempDir
    private Path models;

    @ParameterizedTest
    @CsvSource({
        // The examples of OPC 10101, 6.2, and one for each kind of identifier.
        "nsu=http://widgets.com/schemas/hello;s=水 World, nsu=http://widgets.com/schemas/hello;s=水 World",
        "nsu=http://example.com/hello%23;s=temperature, nsu=http://example.com/hello#;s=temperature",
        "ns=10;i=12345, ns=10;i=12345",
        "i=2258, i=2258",
        "ns=65535;i=4294967295, ns=65535;i=4294967295",
        "nsu=urn:a;s=A%26B, nsu=urn:a;s=A&B",
        "nsu=urn:a;s=1+1, nsu=urn:a;s=1+1",
        "nsu=urn:a;s=x;y=z, nsu=urn:a;s=x;y=z",
        "nsu=urn:a;i=7, nsu=urn:a;i=7",
        "nsu=urn:a;s=a%20b, nsu=urn:a;s=a b",
        "ns=2;g=00000000-0000-0001-0000-000000000002, ns=2;g=00000000-0000-0001-0000-000000000002",
        "ns=2;b=AQID, ns=2;b=AQID",
        "ns=2;b=AQI=, ns=2;b=AQI="
    })
    void namesTheNodeThatTheFormNames(String encoded, String node) {
        assertThat(nodeOf(encoded)).isEqualTo(ExpandedNodeId.parse(node));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nsu=urn:a", "ns=70000;i=1", "ns=1;i=4294967296", "g=1", "b=*", "%zz"})
    void whatMiloCannotReadIsRefusedByTheCheck(String id) {
        assertThatThrownBy(() -> nodeOf(id))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("#/properties/value/forms/0/href: '" + id + "' is no node id");
    }

    @Test
    void aFormOfAnotherServerIsRefused() {
        TestModel model = new TestModel().form("value", "opc.tcp://other:4840/?id=i=1");

        assertThatThrownBy(() -> new DataPoints(TestConfig.DEFAULT).of(model.device(models, SERVER, Map.of())))
                .isInstanceOf(DeviceConfigurationException.class)
                .hasMessage("property value: its href leads away from the server at " + SERVER);
    }

    private ExpandedNodeId nodeOf(String id) {
        return new DataPoints(TestConfig.DEFAULT)
                .of(new TestModel().property("value", id).device(models, SERVER, Map.of()))
                .get(0)
                .node();
    }
}
