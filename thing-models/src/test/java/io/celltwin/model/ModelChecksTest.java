package io.celltwin.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an author can get wrong in a model, and what he is told. */
class ModelChecksTest {

    @TempDir
    private Path directory;

    private ModelFolder folder;

    @BeforeEach
    void folder() {
        folder = new ModelFolder(directory);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'type': 'string' | needs 'title', a text
            'title': 'P' | needs 'type', a text
            'title': 'P', 'type': 'text' | /type: 'text' is no JSON type
            'title': 'P', 'type': 'number', 'minimum': 5, 'maximum': 1 | /minimum: minimum 5.0 is above maximum 1.0
            'title': 'P', 'type': 'number', 'maximum': '5' | /maximum: must be a number
            'title': 'P', 'type': 'number', 'maximum': 1e999 | /maximum: must be a number
            'title': 'P', 'type': 'number', 'cell:deadband': -1 | /cell:deadband: must be 0 or more
            'title': 'P', 'type': 'string', 'cell:deadband': 1 | /cell:deadband: must be 0 or more, and only a number
            'title': 'P', 'type': 'string', 'cell:dataClass': 'secret' | 'secret' is none of public, internal, core
            'title': 'P', 'type': 'string', '@type': 'cell:PackVolts' | has no property type 'cell:PackVolts'
            'title': 'P', 'type': 'string', 'cell:feature': 'a/b' | /cell:feature: a feature's name must match
            'title': 'P', 'type': 'string', 'cell:maximumRate': 1 | must be above 0, and only a number
            'title': 'P', 'type': 'number', 'cell:maximumSilence': 1 | must be from 100 ms to a day
            'title': 'P', 'type': 'number', 'cell:derived': 'mean' | must be an object
            'title': 'P', 'type': 'string', 'cell:derived': {'cell:of': 'x', 'cell:function': 'mean', 'cell:window': 1} | only a number
            'title': 'P', 'type': 'number', 'cell:derived': {'cell:of': 'x', 'cell:function': 'mood', 'cell:window': 1} | must be one of mean
            'title': 'P', 'type': 'number', 'cell:derived': {'cell:of': 'x', 'cell:function': 'mean', 'cell:window': 0} | a number of ms
            'title': 'P', 'type': 'number', 'cell:derived': {'cell:of': 'x', 'cell:function': 'mean', 'cell:window': 1} | derived from 'x', which is no measured
            'title': 'P', 'type': 'string', 'cell:deadbnad': 1 | has no member 'cell:deadbnad'
            'title': 'P', 'type': 'string', 'foo:bar': 1 | the prefix 'foo' is not declared in @context
            """)
    void aFaultyProperty(String members, String problem) {
        refused("{" + members + "}", problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'cell:id': 'a', 'cell:severity': 'warning', 'cell:message': 'm' | needs either cell:above or cell:below
            'cell:id': 'a', 'cell:above': 1, 'cell:below': 1, 'cell:severity': 'warning', 'cell:message': 'm' | needs either
            'cell:id': 'a', 'cell:above': 11, 'cell:severity': 'warning', 'cell:message': 'm' | is outside the property's range
            'cell:id': 'a', 'cell:below': -1, 'cell:severity': 'warning', 'cell:message': 'm' | is outside the property's range
            'cell:id': 'a', 'cell:fasterThan': 0, 'cell:severity': 'info', 'cell:message': 'm' | must be above 0
            'cell:id': 'a', 'cell:equals': 0.5, 'cell:severity': 'info', 'cell:message': 'm' | must be a text, true, false
            'cell:id': 'a', 'cell:above': 5, 'cell:delay': -1, 'cell:severity': 'info', 'cell:message': 'm' | a whole number of ms
            'cell:id': 'a', 'cell:above': 5, 'cell:severity': 'loud', 'cell:message': 'm' | 'loud' is none of
            'cell:id': 'a', 'cell:above': 5, 'cell:severity': 'warning' | needs 'cell:message', a text
            'cell:above': 5, 'cell:severity': 'warning', 'cell:message': 'm' | needs 'cell:id', a text
            'cell:id': 'a b', 'cell:above': 5, 'cell:severity': 'warning', 'cell:message': 'm' | an alarm's id must match
            'cell:id': 'a', 'cell:above': 5, 'cell:hysteresis': -1, 'cell:severity': 'info', 'cell:message': 'm' | 0 or more
            """)
    void aFaultyAlarmLimit(String members, String problem) {
        refused(
                "{'title': 'P', 'type': 'number', 'minimum': 0, 'maximum': 10, 'cell:alarmLimits': [{" + members
                        + "}]}",
                problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'op': 'readproperty' | needs 'href'
            'href': '1' | needs 'op'
            'href': '1', 'op': 'peek' | /op: 'peek' is no operation on a property
            'href': 'a b', 'op': 'readproperty' | /href: 'a b' is no URI
            'href': '1', 'op': 'readproperty' | needs modv:entity or modv:function (Modbus) or '?id=' (OPC-UA)
            'href': '1', 'op': 'readproperty', 'modv:entity': 'Register' | 'Register' is no Modbus entity
            'href': '1', 'op': 'readproperty', 'modv:function': 'readAll' | 'readAll' is no Modbus function
            'href': 'x', 'op': 'readproperty', 'modv:entity': 'InputRegister' | a Modbus href ends in the address
            'href': '65536?quantity=2', 'op': 'readproperty', 'modv:entity': 'InputRegister' | at most 65535
            'href': '65535?quantity=2', 'op': 'readproperty', 'modv:entity': 'Coil', 'modv:zeroBasedAddressing': true | at most 65535
            'href': '0', 'op': 'readproperty', 'modv:entity': 'InputRegister', 'modv:type': 'xsd:short' | addresses begin at 1
            'href': '5/12', 'op': 'readproperty', 'modv:entity': 'InputRegister', 'modv:type': 'xsd:short' | relative to the device
            'href': 'http://plc/1/12', 'op': 'readproperty', 'modv:entity': 'Coil' | is no address of a Modbus device
            'href': '1?quantity=126', 'op': 'readproperty', 'modv:entity': 'InputRegister' | takes 1 to 125 items
            'href': '1?count=2', 'op': 'readproperty', 'modv:entity': 'InputRegister' | has 'quantity=<number>'
            'href': '1', 'op': 'readproperty', 'modv:entity': 'InputRegister' | a register needs modv:type
            'href': '1', 'op': 'readproperty', 'modv:entity': 'InputRegister', 'modv:type': 'float' | 'float' is no type
            'href': '1?quantity=3', 'op': 'readproperty', 'modv:entity': 'InputRegister', 'modv:type': 'xsd:float' | takes 2 registers
            'href': '1', 'op': 'readproperty', 'modv:entity': 'InputRegister', 'modv:type': 'xsd:decimal' | says nothing of bytes
            'href': '1', 'op': 'readproperty', 'modv:entity': 'InputRegister', 'modv:type': 'xsd:string' | cannot give a value
            'href': '1', 'op': 'readproperty', 'modv:entity': 'Coil' | one coil or discrete input gives one 'boolean'
            'href': '1', 'op': 'writeproperty', 'modv:entity': 'InputRegister', 'modv:type': 'xsd:short' | cannot be written
            'href': '1', 'op': 'readproperty', 'modv:entity': 'InputRegister', 'modv:type': 'xsd:short', 'cell:scale': 0 | scale
            'href': '1', 'op': 'readproperty', 'modv:entity': 'InputRegister', 'modv:type': 'xsd:short', 'cell:bit': 3 | bit
            'href': '/?id=Pump', 'op': 'readproperty' | 'Pump' is no node id
            'href': '/?id=nsu=urn:x;s=', 'op': 'readproperty' | is no node id
            'href': '/?id=ns=2;i=x', 'op': 'readproperty' | is no node id
            'href': '/?id=ns=2;s=Pump', 'op': 'readproperty', 'cell:samplingInterval': 'fast' | number of milliseconds
            'href': '/?id=ns=2;s=Pump', 'op': 'readproperty', 'cell:publishingInterval': 0 | number of milliseconds, 1 or more
            'href': 'pump/?id=ns=2;s=Pump', 'op': 'readproperty' | begins with /?id=
            'href': '/?id=ns=65536;s=Pump', 'op': 'readproperty' | is no node id
            """)
    void aFaultyForm(String members, String problem) {
        refused("{'title': 'P', 'type': 'number', 'unit': 'unit:V', 'forms': [{" + members + "}]}", problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bit",
                "boolean",
                "int8",
                "uint8",
                "int16",
                "uint16",
                "int32",
                "uint32",
                "int64",
                "uint64",
                "float32",
                "float64",
                "string",
                "xsd:byte",
                "xsd:hexBinary"
            })
    void everyDocumentedTypeWithItsQuantityLeftOut(String type) {
        String jsonType = switch (type) {
            case "bit", "boolean" -> "boolean";
            case "string", "xsd:hexBinary" -> "string";
            default -> "number";
        };

        ThingModel model = folder.property(
                        "good",
                        "{'title': 'P', 'type': '" + jsonType + "', 'unit': 'unit:V', 'forms': [{'href': '1',"
                                + " 'op': 'readproperty', 'modv:entity': 'HoldingRegister', 'modv:type': '" + type
                                + "'}]}")
                .read("good");

        assertThat(model.properties()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'href': '{{ADDRESS}}/7', 'modv:type': 'float32'",
                "'href': '1{{ROW}}?quantity={{WIDTH}}', 'modv:type': 'float32'",
                "'href': '{{ROW}}', 'modv:type': 'int16'"
            })
    void aPlaceholderInAnAddressIsNoFault(String members) {
        folder.property(
                "good",
                "{'title': 'P', 'type': 'number', 'unit': 'unit:V', 'forms': [{'op': 'readproperty', 'modv:entity':"
                        + " 'InputRegister', " + members + "}]}");

        assertThat(folder.read("good").properties()).hasSize(1);
    }

    @Test
    void aMeasuredNumberWithoutAUnit() {
        refused(
                "{'title': 'P', 'type': 'number', 'forms': [{'href': '/?id=ns=2;s=Pump', 'op': 'readproperty'}]}",
                "a measured number needs a 'unit'");
    }

    @Test
    void twoPropertiesInOnePlace() {
        folder.property("sub", "{'title': 'P', 'type': 'string'}");
        folder.model(
                "bad",
                "'links': [{'rel': 'tm:submodel', 'href': 'sub-1.0.0.tm.jsonld', 'instanceName': 'f'}],"
                        + "'properties': {'p': {'title': 'P', 'type': 'string', 'cell:feature': 'f'}}");

        assertThatThrownBy(() -> folder.read("bad"))
                .hasMessageContaining("another property has the same place /features/f/properties/p");
    }

    @Test
    void twoInstancesWithOneName() {
        folder.property("sub", "{'title': 'P', 'type': 'string'}");
        String link = "{'rel': 'tm:submodel', 'href': 'sub-1.0.0.tm.jsonld', 'instanceName': 'f'}";
        folder.model("bad", "'links': [" + link + "," + link + "]");

        assertThatThrownBy(() -> folder.read("bad"))
                .hasMessageContaining("bad-1.0.0.tm.jsonld#/links/1/instanceName: must be unique");
    }

    @Test
    void twoAlarmsWithOneId() {
        String limits =
                "'cell:alarmLimits': [{'cell:id': 'same', 'cell:above': 1, 'cell:severity': 'info', 'cell:message': 'm'}]";
        folder.model(
                "bad",
                "'properties': {'p': {'title': 'P', 'type': 'number', " + limits
                        + "}, 'q': {'title': 'Q', 'type': 'number', " + limits + "}}");

        assertThatThrownBy(() -> folder.read("bad")).hasMessageContaining("another alarm has the id 'same'");
    }

    @Test
    void aMeasuredValueWhereTheAdaptersWrite() {
        refused(
                "{'title': 'P', 'type': 'boolean', 'cell:feature': 'connection', 'forms': ["
                        + "{'href': '1', 'op': 'readproperty', 'modv:entity': 'Coil'}]}",
                "the adapters themselves write");
    }

    @Test
    void aVersionOtherThanTheFiles() {
        folder.file("bad-2.0.0.tm.jsonld", """
                {"@context": "https://www.w3.org/ns/wot-next/td", "@type": "tm:ThingModel", "title": "T",
                 "version": {"model": "1.0.0"}}""");

        assertThatThrownBy(() -> folder.catalog().get("bad-2.0.0"))
                .hasMessage("bad-2.0.0.tm.jsonld#/version/model: '1.0.0' is not the version in the file's name");
    }

    @Test
    void anEmptyObjectIsToldEverythingThatItLacks() {
        folder.file("bad-1.0.0.tm.jsonld", "{}");

        assertThatThrownBy(() -> folder.read("bad"))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        e -> assertThat(e.problems())
                                .extracting(ModelProblem::pointer)
                                .containsExactly("/@type", "", "", "/version/model"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'cell:inputs': {'torque': 'p'}} | needs 'cell:model', a text
            {'cell:model': 'm'} | needs 'cell:inputs'
            {'cell:model': 'm', 'cell:inputs': {'torque': 'q'}} | /cell:failureModel/cell:inputs/torque: the model has no property 'q'
            """)
    void aFaultyFailureModel(String use, String problem) {
        folder.model("bad", "'cell:failureModel': " + use + ", 'properties': {'p': {'title': 'P', 'type': 'number'}}");
        assertThatThrownBy(() -> folder.read("bad"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(problem.trim());
    }

    @Test
    void aFailureModelFindsItsInputs() {
        folder.model(
                "good",
                "'cell:failureModel': {'cell:model': 'm', 'cell:inputs': {'torque': 'p'}}, "
                        + "'properties': {'p': {'title': 'P', 'type': 'number'}}");

        FailureModelUse use = folder.read("good").failureModel().orElseThrow();
        assertThat(use.model()).isEqualTo("m");
        assertThat(use.inputs().get("torque").title()).isEqualTo("P");
    }

    private void refused(String definition, String problem) {
        folder.property("bad", definition);
        assertThatThrownBy(() -> folder.read("bad"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("bad-1.0.0.tm.jsonld#/properties/p")
                .hasMessageContaining(problem.trim());
    }
}
