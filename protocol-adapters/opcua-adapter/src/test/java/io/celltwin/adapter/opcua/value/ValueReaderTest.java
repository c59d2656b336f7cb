package io.celltwin.adapter.opcua.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.opcua.TestConfig;
import io.celltwin.adapter.opcua.TestModel;
import io.celltwin.adapter.opcua.point.DataPoints;
import io.celltwin.adapter.opcua.point.ResolvedPoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueReaderTest {

    private final ValueReader reader = new ValueReader(new VariantConverter(StructureSource.NONE));

    @TempDir
    private Path models;

    @Test
    void aSeverityThatOpcUaDoesNotHaveIsNotGood() {
        DataValue value = new DataValue(Variant.of(5), new StatusCode(0xC000_0000L), null);

        assertThat(reader.read(point(new TestModel().property("a")), value).badReason())
                .contains("0xC0000000");
    }

    @Test
    void anArrayThatIsLongerThanTheRangeIsNotThePartThatWasAskedFor() {
        TestModel part = new TestModel().property("a").withForm("cell:indexRange", "2:4");

        assertThat(reader.read(point(part), array(1, 2, 3)).value()).isEqualTo(List.of(1L, 2L, 3L));
        assertThat(reader.read(point(part), array(1, 2)).value()).isEqualTo(List.of(1L, 2L));
        assertThat(reader.read(point(part), array(0, 0, 1, 2, 3)).badReason())
                .contains("the server gave 5 elements for a range of 3");
    }

    @Test
    void soIsAMatrixOfMoreElements() {
        TestModel part = new TestModel().property("a").withForm("cell:indexRange", "0,1:2");

        assertThat(reader.read(point(part), matrix(new Integer[][] {{1, 2}})).value())
                .isEqualTo(List.of(List.of(1L, 2L)));
        assertThat(reader.read(point(part), matrix(new Integer[][] {{1, 2, 3}, {4, 5, 6}}))
                        .badReason())
                .contains("the server gave 6 elements for a range of 2");
    }

    @Test
    void anArrayInPlaceOfOneElementIsNotGood() {
        TestModel element = new TestModel().property("a").withForm("cell:indexRange", "3");

        assertThat(reader.read(point(element), array(7)).value()).isEqualTo(7L);
        assertThat(reader.read(point(element), array(4, 5, 6, 7)).badReason())
                .contains("the server gave 4 elements for a range of 1");
        assertThat(reader.read(point(element), array()).badReason())
                .contains("the server gave no element for a range of one");
    }

    private static DataValue array(Integer... elements) {
        return new DataValue(Variant.of(elements));
    }

    private static DataValue matrix(Integer[][] elements) {
        return new DataValue(Variant.ofMatrix(Matrix.ofInt32(elements)));
    }

    private ResolvedPoint point(TestModel model) {
        return new ResolvedPoint(
                new DataPoints(TestConfig.DEFAULT)
                        .of(model.device(models, "opc.tcp://plc:4840", Map.of()))
                        .get(0),
                new NodeId(1, "a"));
    }
}
