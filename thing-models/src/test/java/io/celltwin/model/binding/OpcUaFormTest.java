package io.celltwin.model.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpcUaFormTest {

    private static final String SERVER = "opc.tcp://plc.example:4840/line/1";
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void readsNodeAndIntervals() {
        OpcUaForm form = parse("""
                {"href": "opc.tcp://PLC.example:4840/line/1/?id=nsu=urn:coater;s=Dryer.Temperature",
                 "cell:samplingInterval": 100, "cell:publishingInterval": 500}""");

        assertThat(form.node().namespaceUri()).contains("urn:coater");
        assertThat(form.node().kind()).isEqualTo(OpcUaNodeId.Kind.STRING);
        assertThat(form.node().identifier()).isEqualTo("Dryer.Temperature");
        assertThat(form.samplingInterval()).contains(Duration.ofMillis(100));
        assertThat(form.publishingInterval()).contains(Duration.ofMillis(500));
        assertThat(form.leadsTo(SERVER)).isTrue();
        assertThat(form.leadsTo(SERVER + "/")).isTrue();
        assertThat(form.leadsTo("opc.tcp://plc.example:4841/line/1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?id=i=2258", "?id=i=2258"})
    void aRelativeFormLeadsToWhicheverServer(String href) {
        OpcUaForm form = parse("{\"href\": \"%s\"}".formatted(href));

        assertThat(form.leadsTo(SERVER)).isTrue();
        assertThat(form.node()).hasToString("i=2258");
    }

    @ParameterizedTest
    @CsvSource({
        // The examples of OPC 10101, 6.2, and one for each kind of identifier.
        "nsu=http://widgets.com/schemas/hello;s=水 World, nsu=http://widgets.com/schemas/hello;s=水 World",
        "nsu=http://example.com/hello%23;s=temperature, nsu=http://example.com/hello#;s=temperature",
        "ns=10;i=12345, ns=10;i=12345",
        "i=2258, i=2258",
        "ns=0;i=2258, i=2258",
        "nsu=urn:a;s=A%26B, nsu=urn:a;s=A&B",
        "nsu=urn:a;s=1+1, nsu=urn:a;s=1+1",
        "nsu=urn:a;s=x;y=z, nsu=urn:a;s=x;y=z",
        "ns=2;g=00000000-0000-0001-0000-000000000002, ns=2;g=00000000-0000-0001-0000-000000000002",
        "ns=2;b=AQID, ns=2;b=AQID"
    })
    void decodesNodeIdsAsTheBindingEncodesThem(String encoded, String decoded) {
        assertThat(parse("{\"href\": \"%s/?id=%s\"}".formatted(SERVER, encoded)).node())
                .hasToString(decoded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nsu=urn:a",
                "x=1",
                "",
                "nsu=;s=a",
                "ns=65536;i=1",
                "ns=1;i=-1",
                "ns=1;i=4294967296",
                "ns=1;i=99999999999",
                "g=1",
                "g=000000000000-0001-0000-0000-00000000002",
                "b=*",
                "b=A",
                "s=",
                "%zz"
            })
    void refusesWhatIsNoNodeId(String id) {
        assertThatThrownBy(() -> parse("{\"href\": \"/?id=%s\"}".formatted(id)))
                .isInstanceOf(FormException.class)
                .hasMessage("href: '%s' is no node id; expected ?id=nsu=<namespace URI>;s=<name>".formatted(id));
    }

    @ParameterizedTest
    @CsvSource({"3, true", "2:4, false", "'0,1', true", "'0,1:2', false"})
    void readsWhichPartOfAnArrayIsMeant(String text, boolean oneElement) {
        OpcUaIndexRange range = parse("{\"href\": \"/?id=i=1\", \"cell:indexRange\": \"%s\"}".formatted(text))
                .indexRange()
                .orElseThrow();
        assertThat(range.text()).isEqualTo(text);
        assertThat(range.isOneElement()).isEqualTo(oneElement);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"href": "opc.tcp://plc.example:4840/line/1"} | href: 'opc.tcp://plc.example:4840/line/1' is not of the form
            {"href": "line/?id=i=1"} | href: relative to the server an href begins with /?id=
            {"href": "http://plc/?id=i=1"} | href: 'http://plc/' is no address of an OPC-UA server
            {"op": "readproperty"} | needs 'href'
            {"href": "/?id=i=1", "cell:samplingInterval": "fast"} | cell:samplingInterval: must be a whole number of milliseconds
            {"href": "/?id=i=1", "cell:samplingInterval": 0} | cell:samplingInterval: must be a whole number of milliseconds
            {"href": "/?id=i=1", "cell:indexRange": "4:2"} | cell:indexRange: '4:2' is no range of an array
            {"href": "/?id=i=1", "cell:indexRange": "1:"} | cell:indexRange: '1:' is no range of an array
            {"href": "/?id=i=1", "cell:indexRange": "-1"} | cell:indexRange: '-1' is no range of an array
            {"href": "/?id=i=1", "cell:indexRange": 3} | cell:indexRange: must be a text, not 3
            {"href": "/?id=i=1", "cell:publishingInterval": -5} | cell:publishingInterval: must be a whole number
            {"href": "/?id=i=1", "cell:publishingInterval": 0.5} | cell:publishingInterval: must be a whole number
            """)
    void saysWhatIsWrongWithAFormAndWhere(String json, String complaint) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(FormException.class).hasMessageContaining(complaint);
    }

    private static OpcUaForm parse(String json) {
        try {
            return OpcUaForm.parse(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
