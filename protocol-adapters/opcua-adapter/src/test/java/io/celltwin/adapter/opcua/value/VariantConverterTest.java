package io.celltwin.adapter.opcua.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ulong;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ushort;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.DiagnosticInfo;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Matrix;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.XmlElement;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.enumerated.ServerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VariantConverterTest {

    private final VariantConverter converter = new VariantConverter(StructureSource.NONE);

    @ParameterizedTest
    @MethodSource("convertible")
    void convertsEveryBuiltInTypeThatHasACounterpart(Object value, Object expected) throws NotConvertibleException {
        assertThat(converter.convert(new Variant(value), MissingNode.getInstance()))
                .isEqualTo(expected);
    }

    static Stream<Arguments> convertible() {
        return Stream.of(
                arguments(true, true),
                arguments((byte) -1, -1L),
                arguments(ubyte(255), 255L),
                arguments((short) -1, -1L),
                arguments(ushort(65535), 65535L),
                arguments(-1, -1L),
                arguments(uint(4294967295L), 4294967295L),
                arguments(-1L, -1L),
                arguments(ulong(Long.MAX_VALUE), Long.MAX_VALUE),
                arguments(3.3f, 3.3),
                arguments(2.5, 2.5),
                arguments("Idle", "Idle"),
                arguments("", ""),
                arguments(new DateTime(Instant.parse("2026-01-02T03:04:05.678Z")), "2026-01-02T03:04:05.678Z"),
                arguments(new UUID(1, 2), "00000000-0000-0001-0000-000000000002"),
                arguments(ByteString.of(new byte[] {1, 2, 3}), "AQID"),
                arguments(new XmlElement("<a/>"), "<a/>"),
                arguments(new NodeId(1, "x"), "ns=1;s=x"),
                arguments(ExpandedNodeId.parse("nsu=urn:a;i=7"), "nsu=urn:a;i=7"),
                arguments(new StatusCode(StatusCodes.Bad_SensorFailure), "Bad_SensorFailure"),
                arguments(new QualifiedName(1, "x"), "1:x"),
                arguments(LocalizedText.english("Idle"), "Idle"),
                arguments(new LocalizedText("de", ""), ""),
                arguments(ByteString.of(new byte[0]), ""),
                arguments(decimal(2, 0x39, 0x30), 123.45),
                arguments(decimal(0, 0xff), -1L),
                arguments(decimal(-3, 2), 2000.0),
                arguments(new Integer[] {1, 2}, List.of(1L, 2L)),
                arguments(new double[] {1.5}, List.of(1.5)),
                arguments(new Float[] {}, List.of()),
                arguments(new String[] {"a"}, List.of("a")),
                arguments(new Variant[] {new Variant(1), new Variant("a")}, List.of(1L, "a")),
                arguments(Matrix.ofInt32(new Integer[][] {{1, 2}, {3, 4}}), List.of(List.of(1L, 2L), List.of(3L, 4L))),
                arguments(
                        Matrix.ofString(new String[][][] {{{"a"}, {"b"}}}),
                        List.of(List.of(List.of("a"), List.of("b")))),
                arguments(new UUID[] {new UUID(0, 1)}, List.of("00000000-0000-0000-0000-000000000001")),
                arguments(new ULong[] {ulong(9_007_199_254_740_993L)}, List.of(9_007_199_254_740_993L)),
                arguments(new DataValue[] {new DataValue(new Variant(1))}, List.of(1L)),
                arguments(ServerState.Failed, 1L));
    }

    private static ExtensionObject decimal(int scale, int... digits) {
        byte[] body = new byte[2 + digits.length];
        body[0] = (byte) scale;
        body[1] = (byte) (scale >> 8);
        for (int i = 0; i < digits.length; i++) {
            body[2 + i] = (byte) digits[i];
        }
        return ExtensionObject.of(ByteString.of(body), NodeIds.Decimal);
    }

    @Test
    void givesATextWhereTheModelWantsOne() throws NotConvertibleException {
        ObjectNode text = JsonNodeFactory.instance.objectNode().put("type", "string");

        assertThat(converter.convert(new Variant(ulong(BigInteger.ONE.shiftLeft(63))), text))
                .isEqualTo("9223372036854775808");
        assertThat(converter.convert(new Variant(ulong(7)), text)).isEqualTo("7");
        assertThat(converter.convert(new Variant(Long.MIN_VALUE), text)).isEqualTo("-9223372036854775808");
        assertThat(converter.convert(new Variant(decimal(2, 0x39, 0x30)), text)).isEqualTo("123.45");
        assertThat(converter.convert(new Variant(ServerState.Failed), text)).isEqualTo("Failed");
        assertThat(converter.convert(
                        new Variant(new ULong[] {ULong.MAX}),
                        JsonNodeFactory.instance.objectNode().set("items", text)))
                .isEqualTo(List.of("18446744073709551615"));
    }

    @ParameterizedTest
    @MethodSource("inconvertible")
    void saysWhyAValueHasNoCounterpart(Object value, String reason) {
        assertThatThrownBy(() -> converter.convert(new Variant(value), MissingNode.getInstance()))
                .isInstanceOf(NotConvertibleException.class)
                .hasMessage(reason);
    }

    static Stream<Arguments> inconvertible() {
        return Stream.of(
                arguments(null, "no value"),
                arguments(Double.NaN, "not a number"),
                arguments(Float.NaN, "not a number"),
                arguments(Double.NEGATIVE_INFINITY, "infinite"),
                arguments(Float.POSITIVE_INFINITY, "infinite"),
                arguments(ulong(BigInteger.ONE.shiftLeft(63)), "UInt64 9223372036854775808 is too large"),
                arguments(new Double[] {1.0, Double.NaN}, "element 1: not a number"),
                arguments(new String[] {"a", null}, "element 1: no value"),
                arguments(DateTime.NULL_VALUE, "no value"),
                arguments(new DateTime(Long.MAX_VALUE), "a time beyond the year 9999"),
                arguments(new DateTime(Instant.parse("9999-12-31T23:59:59Z")), "a time beyond the year 9999"),
                arguments(new DateTime(-1L), "a time before 1601"),
                arguments(LocalizedText.NULL_VALUE, "no value"),
                arguments(ByteString.NULL_VALUE, "no value"),
                arguments(new XmlElement(null), "no value"),
                arguments(QualifiedName.NULL_VALUE, "no value"),
                arguments(new LocalizedText[] {LocalizedText.NULL_VALUE}, "element 0: no value"),
                arguments(decimal(0), "a Decimal without digits"),
                arguments(new Variant[] {new Variant(null)}, "element 0: no value"),
                arguments(Matrix.ofDouble(new Double[][] {{1.0}, {Double.NaN}}), "element 1: element 0: not a number"),
                arguments(DiagnosticInfo.NULL_VALUE, "values of type DiagnosticInfo are not supported"),
                arguments(new DataValue(new StatusCode(StatusCodes.Bad_OutOfService)), "Bad_OutOfService"),
                arguments(
                        ExtensionObject.of(ByteString.of(new byte[0]), NodeIds.Argument),
                        "structure of type i=296 is not known"));
    }
}
