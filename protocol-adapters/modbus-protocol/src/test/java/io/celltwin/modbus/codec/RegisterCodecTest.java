package io.celltwin.modbus.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.model.binding.BitField;
import io.celltwin.model.binding.RegisterEncoding;
import io.celltwin.model.binding.RegisterOrder;
import io.celltwin.model.binding.RegisterType;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
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
        RegisterEncoding encoding = RegisterEncoding.plain(RegisterType.UINT16).scaled(scale, offset);

        assertThat(decode(wire, encoding)).isEqualTo(Decoded.good(expected));
    }

    @Test
    void callsANumberBadThatScalingMakesInfinite() {
        RegisterEncoding encoding =
                RegisterEncoding.plain(RegisterType.FLOAT64).scaled(BigDecimal.TEN, BigDecimal.ZERO);

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
        RegisterEncoding encoding = RegisterEncoding.plain(RegisterType.BOOLEAN).of(new BitField(bit, 1));

        assertThat(decode(wire, encoding)).isEqualTo(Decoded.good(expected));
    }

    @ParameterizedTest
    @CsvSource({"0000, false", "0001, true", "ff00, true"})
    void takesARegisterForTrueUnlessItIsZero(String wire, boolean expected) {
        assertThat(decode(wire, encoding(RegisterType.BOOLEAN, RegisterOrder.BIG_ENDIAN)))
                .isEqualTo(Decoded.good(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "3c00, 1.0",
        "c000, -2.0",
        "7bff, 65504.0",
        "0400, 6.103515625E-5",
        "0001, 5.960464477539063E-8",
        "3555, 0.333251953125",
        "8000, -0.0"
    })
    void readsHalfFloats(String wire, double expected) {
        assertThat(decode(wire, RegisterEncoding.plain(RegisterType.FLOAT16))).isEqualTo(Decoded.good(expected));
    }

    @ParameterizedTest
    @CsvSource({"FLOAT16, 7c00, infinite", "FLOAT16, 7e00, not a number", "BCD16, 12a4, a decimal digit is above 9"})
    void callsBadWhatIsNoHalfFloatAndNoDecimalDigit(RegisterType type, String wire, String reason) {
        assertThat(decode(wire, RegisterEncoding.plain(type))).isEqualTo(Decoded.bad(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "BCD16, 1234, true, 1234",
        "BCD32, 56781234, false, 12345678",
        "BCD64, 9999999999999999, true, 9999999999999999"
    })
    void readsDecimalDigits(RegisterType type, String wire, boolean wordFirst, long expected) {
        assertThat(decode(wire, RegisterEncoding.plain(type).in(new RegisterOrder(true, wordFirst))))
                .isEqualTo(Decoded.good(expected));
    }

    @Test
    void readsListsAndSaysWhichElementIsBad() {
        RegisterEncoding floats = RegisterEncoding.plain(RegisterType.FLOAT32)
                .in(new RegisterOrder(true, false))
                .listOf(2);

        assertThat(decode("33334053000041c8", floats)).isEqualTo(Decoded.good(List.of(3.3, 25.0)));
        assertThat(decode("3333405300007fc0", floats)).isEqualTo(Decoded.bad("element 1: not a number"));
        assertThat(codec.decodeBits(HexFormat.of().parseHex("cd6b05"), 7, 3))
                .isEqualTo(Decoded.good(List.of(true, true, true)));
    }

    @Test
    void readsSomeBitsOfANumber() {
        RegisterEncoding field = RegisterEncoding.plain(RegisterType.UINT32).of(new BitField(14, 4));

        assertThat(decode("0003ffff", field)).isEqualTo(Decoded.good(15L));
        assertThat(decode("00024000", field)).isEqualTo(Decoded.good(9L));
    }

    @Test
    void readsTextsInTheCharacterSetThatIsNamed() {
        RegisterEncoding text = RegisterEncoding.plain(RegisterType.STRING);

        assertThat(decode("4772fce0", text.in(StandardCharsets.ISO_8859_1))).isEqualTo(Decoded.good("Grüà"));
        assertThat(decode("004700fc00000041", text.in(StandardCharsets.UTF_16BE)))
                .isEqualTo(Decoded.good("Gü"));
        assertThat(decode("93fa967b", text.in(Charset.forName("Shift_JIS")))).isEqualTo(Decoded.good("日本"));
        assertThat(decode("ff41", text.in(StandardCharsets.US_ASCII)))
                .isEqualTo(Decoded.bad("text is not valid US-ASCII"));
    }

    @Test
    void aScaledUnsignedNumberMayBeAboveTheGreatestLong() {
        RegisterEncoding energy = RegisterEncoding.plain(RegisterType.UINT64);

        assertThat(decode("8000000000000000", energy)).isEqualTo(Decoded.bad("9223372036854775808 is too large"));
        assertThat(decode("8000000000000000", energy.scaled(new BigDecimal("0.001"), BigDecimal.ZERO)))
                .isEqualTo(Decoded.good(9.223372036854776E15));
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
        return RegisterEncoding.plain(type).in(order);
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
