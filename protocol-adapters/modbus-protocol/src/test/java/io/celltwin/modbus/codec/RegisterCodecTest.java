package io.celltwin.modbus.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.model.binding.RegisterEncoding;
import io.celltwin.model.binding.RegisterOrder;
import io.celltwin.model.binding.RegisterType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterCodecTest {

    private final RegisterCodec codec = new RegisterCodec();

    @ParameterizedTest
    @CsvSource({
        // The number 0x01020304 in the four orders that devices have.
        "true, true, 01020304",
        "true, false, 03040102",
        "false, true, 02010403",
        "false, false, 04030201"
    })
    void decodesANumberInEveryByteAndWordOrder(boolean byteFirst, boolean wordFirst, String wire) {
        RegisterEncoding encoding = encoding(RegisterType.UINT32, new RegisterOrder(byteFirst, wordFirst));

        assertThat(decode(wire, encoding)).isEqualTo(Decoded.good(0x01020304L));
    }

    @ParameterizedTest
    @CsvSource({
        "INT16, ffff, -1",
        "INT16, 8000, -32768",
        "UINT16, ffff, 65535",
        "INT32, ffffffff, -1",
        "UINT32, ffffffff, 4294967295",
        "INT64, ffffffffffffffff, -1",
        "UINT64, 7fffffffffffffff, 9223372036854775807",
        "INT64, 8000000000000000, -9223372036854775808"
    })
    void keepsTheSignOfSignedNumbersOnly(RegisterType type, String wire, long expected) {
        assertThat(decode(wire, encoding(type, RegisterOrder.BIG_ENDIAN))).isEqualTo(Decoded.good(expected));
    }

    @Test
    void refusesAnUnsignedNumberThatNoLongCanHold() {
        assertThat(decode("8000000000000000", encoding(RegisterType.UINT64, RegisterOrder.BIG_ENDIAN)))
                .isEqualTo(Decoded.bad("9223372036854775808 is too large"));
    }

    @ParameterizedTest
    @CsvSource({
        "INT8, true, 00ff, -1",
        "INT8, true, 7f80, -128",
        "UINT8, true, 12ff, 255",
        "INT8, false, fe12, -2",
        "UINT8, false, fe12, 254"
    })
    void takesTheLowByteOfARegisterAndNothingElse(RegisterType type, boolean byteFirst, String wire, long expected) {
        assertThat(decode(wire, encoding(type, new RegisterOrder(byteFirst, true))))
                .isEqualTo(Decoded.good(expected));
    }

    @Test
    void givesBinaryDataAsHexadecimalDigitsInReadingOrder() {
        assertThat(decode("00fe12ab", encoding(RegisterType.HEX_BINARY, RegisterOrder.BIG_ENDIAN)))
                .isEqualTo(Decoded.good("00FE12AB"));
        assertThat(decode("fe00ab12", encoding(RegisterType.HEX_BINARY, new RegisterOrder(false, false))))
                .isEqualTo(Decoded.good("00FE12AB"));
    }

    @Test
    void givesASinglePrecisionNumberTheShortestDecimalThatMeansIt() {
        assertThat(decode("40533333", encoding(RegisterType.FLOAT32, RegisterOrder.BIG_ENDIAN)))
                .isEqualTo(Decoded.good(3.3));
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT32, 7fc00000, not a number",
        "FLOAT32, 7f800000, infinite",
        "FLOAT32, ff800000, infinite",
        "FLOAT64, 7ff8000000000001, not a number",
        "FLOAT64, fff0000000000000, infinite"
    })
    void callsWhatIsNoNumberBad(RegisterType type, String wire, String reason) {
        assertThat(decode(wire, encoding(type, RegisterOrder.BIG_ENDIAN))).isEqualTo(Decoded.bad(reason));
    }

    @ParameterizedTest
    @CsvSource({"0003, 0.1, 0, 0.3", "00fa, 0.1, -40, -15.0", "0001, 2, 0.5, 2.5", "0007, 1, 0.001, 7.001"})
    void scalesAsDecimalsAreScaled(String wire, BigDecimal scale, BigDecimal offset, double expected) {
        RegisterEncoding encoding =
                new RegisterEncoding(RegisterType.UINT16, RegisterOrder.BIG_ENDIAN, OptionalInt.empty(), scale, offset);

        assertThat(decode(wire, encoding)).isEqualTo(Decoded.good(expected));
    }

    @Test
    void callsANumberBadThatScalingMakesInfinite() {
        RegisterEncoding encoding = new RegisterEncoding(
                RegisterType.FLOAT64, RegisterOrder.BIG_ENDIAN, OptionalInt.empty(), BigDecimal.TEN, BigDecimal.ZERO);

        assertThat(decode("7fefffffffffffff", encoding)).isEqualTo(Decoded.bad("infinite"));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0001, true",
        "0, fffe, false",
        "15, 8000, true",
        "15, 7fff, false",
        "4, 0010, true",
        "3, 0001, false",
        "3, 0008, true"
    })
    void picksOneBitOutOfARegister(int bit, String wire, boolean expected) {
        RegisterEncoding encoding = new RegisterEncoding(
                RegisterType.BOOLEAN, RegisterOrder.BIG_ENDIAN, OptionalInt.of(bit), BigDecimal.ONE, BigDecimal.ZERO);

        assertThat(decode(wire, encoding)).isEqualTo(Decoded.good(expected));
    }

    @ParameterizedTest
    @CsvSource({"0000, false", "0001, true", "ff00, true"})
    void takesARegisterForTrueUnlessItIsZero(String wire, boolean expected) {
        assertThat(decode(wire, encoding(RegisterType.BOOLEAN, RegisterOrder.BIG_ENDIAN)))
                .isEqualTo(Decoded.good(expected));
    }

    @Test
    void picksCoilsOutOfPackedBytes() {
        // 0xCD 0x6B 0x05 for coils 20 to 38 is the example of the Modbus specification, 6.1.
        byte[] packed = HexFormat.of().parseHex("cd6b05");

        assertThat(codec.decodeBit(packed, 0)).isEqualTo(Decoded.good(true));
        assertThat(codec.decodeBit(packed, 1)).isEqualTo(Decoded.good(false));
        assertThat(codec.decodeBit(packed, 15)).isEqualTo(Decoded.good(false));
        assertThat(codec.decodeBit(packed, 18)).isEqualTo(Decoded.good(true));
    }

    @Test
    void endsATextAtItsFirstNulAndDropsPadding() {
        RegisterEncoding encoding = encoding(RegisterType.STRING, RegisterOrder.BIG_ENDIAN);

        assertThat(decodeText("Idle\0\0\0\0", encoding)).isEqualTo(Decoded.good("Idle"));
        assertThat(decodeText("Idle\0rest", encoding)).isEqualTo(Decoded.good("Idle"));
        assertThat(decodeText("Idle    ", encoding)).isEqualTo(Decoded.good("Idle"));
        assertThat(decodeText("\0\0\0\0", encoding)).isEqualTo(Decoded.good(""));
        assertThat(decodeText("Grüße!", encoding)).isEqualTo(Decoded.good("Grüße!"));
    }

    @Test
    void turnsTheBytesOfATextAroundButNotItsWords() {
        assertThat(decodeText("dIel", encoding(RegisterType.STRING, new RegisterOrder(false, false))))
                .isEqualTo(Decoded.good("Idle"));
    }

    @Test
    void callsATextBadThatIsNotUtf8() {
        assertThat(decode("c328", encoding(RegisterType.STRING, RegisterOrder.BIG_ENDIAN)))
                .isEqualTo(Decoded.bad("text is not valid UTF-8"));
    }

    @Test
    void startsWhereItIsTold() {
        byte[] registers = HexFormat.of().parseHex("00000102030400");

        assertThat(codec.decode(registers, 2, 4, encoding(RegisterType.UINT32, RegisterOrder.BIG_ENDIAN)))
                .isEqualTo(Decoded.good(0x01020304L));
    }

    private static RegisterEncoding encoding(RegisterType type, RegisterOrder order) {
        return new RegisterEncoding(type, order, OptionalInt.empty(), BigDecimal.ONE, BigDecimal.ZERO);
    }

    private Decoded decode(String hex, RegisterEncoding encoding) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return codec.decode(bytes, 0, bytes.length, encoding);
    }

    private Decoded decodeText(String text, RegisterEncoding encoding) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
        return codec.decode(padded, 0, padded.length, encoding);
    }
}
