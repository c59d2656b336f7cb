package io.celltwin.adapter.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RegisterDecoderTest {

    private static final int RUNS = 500;

    private final RegisterDecoder decoder = new RegisterDecoder();

    @ParameterizedTest
    @CsvSource({
        // The number 0x01020304 in the four orders that devices have.
        "true, true, 01020304",
        "true, false, 03040102",
        "false, true, 02010403",
        "false, false, 04030201"
    })
    void decodesANumberInEveryByteAndWordOrder(boolean byteFirst, boolean wordFirst, String wire) {
        var encoding = encoding(ValueType.UINT32, new RegisterOrder(byteFirst, wordFirst));

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
    void keepsTheSignOfSignedNumbersOnly(ValueType type, String wire, long expected) {
        assertThat(decode(wire, encoding(type, RegisterOrder.BIG_ENDIAN))).isEqualTo(Decoded.good(expected));
    }

    @Test
    void refusesAnUnsignedNumberThatNoLongCanHold() {
        assertThat(decode("8000000000000000", encoding(ValueType.UINT64, RegisterOrder.BIG_ENDIAN)))
                .isEqualTo(Decoded.bad("9223372036854775808 is too large"));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void decodesWhateverWasEncodedInEveryOrder(RegisterOrder order) {
        var random = new Random(42);
        for (int run = 0; run < RUNS; run++) {
            long whole = random.nextLong();
            double real = random.nextGaussian() * Math.pow(10, random.nextInt(-30, 30));

            assertThat(decoder.decodeRegisters(
                                    wire(bytes(Short.BYTES).putShort((short) whole), order),
                                    0,
                                    2,
                                    encoding(ValueType.INT16, order))
                            .value())
                    .isEqualTo((long) (short) whole);
            assertThat(decoder.decodeRegisters(
                                    wire(bytes(Integer.BYTES).putInt((int) whole), order),
                                    0,
                                    4,
                                    encoding(ValueType.INT32, order))
                            .value())
                    .isEqualTo((long) (int) whole);
            assertThat(decoder.decodeRegisters(
                                    wire(bytes(Long.BYTES).putLong(whole), order),
                                    0,
                                    8,
                                    encoding(ValueType.INT64, order))
                            .value())
                    .isEqualTo(whole);
            assertThat(decoder.decodeRegisters(
                                    wire(bytes(Double.BYTES).putDouble(real), order),
                                    0,
                                    8,
                                    encoding(ValueType.FLOAT64, order))
                            .value())
                    .isEqualTo(real);
            var single = decoder.decodeRegisters(
                            wire(bytes(Float.BYTES).putFloat((float) real), order),
                            0,
                            4,
                            encoding(ValueType.FLOAT32, order))
                    .value();
            assertThat(((Double) single).floatValue()).isEqualTo((float) real);
        }
    }

    @Test
    void givesASinglePrecisionNumberTheShortestDecimalThatMeansIt() {
        assertThat(decode("40533333", encoding(ValueType.FLOAT32, RegisterOrder.BIG_ENDIAN)))
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
    void callsWhatIsNoNumberBad(ValueType type, String wire, String reason) {
        assertThat(decode(wire, encoding(type, RegisterOrder.BIG_ENDIAN))).isEqualTo(Decoded.bad(reason));
    }

    @ParameterizedTest
    @CsvSource({"0003, 0.1, 0, 0.3", "00fa, 0.1, -40, -15.0", "0001, 2, 0.5, 2.5", "0007, 1, 0.001, 7.001"})
    void scalesAsDecimalsAreScaled(String wire, BigDecimal scale, BigDecimal offset, double expected) {
        var encoding = new Encoding(ValueType.UINT16, RegisterOrder.BIG_ENDIAN, 0, scale, offset);

        assertThat(decode(wire, encoding)).isEqualTo(Decoded.good(expected));
    }

    @Test
    void callsANumberBadThatScalingMakesInfinite() {
        var encoding = new Encoding(ValueType.FLOAT64, RegisterOrder.BIG_ENDIAN, 0, BigDecimal.TEN, BigDecimal.ZERO);

        assertThat(decode("7fefffffffffffff", encoding)).isEqualTo(Decoded.bad("infinite"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0001, true", "0, fffe, false", "15, 8000, true", "15, 7fff, false", "4, 0010, true"})
    void picksOneBitOutOfARegister(int bit, String wire, boolean expected) {
        var encoding = new Encoding(ValueType.BIT, RegisterOrder.BIG_ENDIAN, bit, BigDecimal.ONE, BigDecimal.ZERO);

        assertThat(decode(wire, encoding)).isEqualTo(Decoded.good(expected));
    }

    @ParameterizedTest
    @CsvSource({"0000, false", "0001, true", "ff00, true"})
    void takesARegisterForTrueUnlessItIsZero(String wire, boolean expected) {
        assertThat(decode(wire, encoding(ValueType.BOOLEAN, RegisterOrder.BIG_ENDIAN)))
                .isEqualTo(Decoded.good(expected));
    }

    @Test
    void picksCoilsOutOfPackedBytes() {
        // 0xCD 0x6B 0x05 for coils 20 to 38 is the example of the Modbus specification, 6.1.
        var packed = HexFormat.of().parseHex("cd6b05");

        assertThat(decoder.decodeBit(packed, 0)).isEqualTo(Decoded.good(true));
        assertThat(decoder.decodeBit(packed, 1)).isEqualTo(Decoded.good(false));
        assertThat(decoder.decodeBit(packed, 15)).isEqualTo(Decoded.good(false));
        assertThat(decoder.decodeBit(packed, 18)).isEqualTo(Decoded.good(true));
    }

    @Test
    void endsATextAtItsFirstNulAndDropsPadding() {
        var encoding = encoding(ValueType.STRING, RegisterOrder.BIG_ENDIAN);

        assertThat(decodeText("Idle\0\0\0\0", encoding)).isEqualTo(Decoded.good("Idle"));
        assertThat(decodeText("Idle\0rest", encoding)).isEqualTo(Decoded.good("Idle"));
        assertThat(decodeText("Idle    ", encoding)).isEqualTo(Decoded.good("Idle"));
        assertThat(decodeText("\0\0\0\0", encoding)).isEqualTo(Decoded.good(""));
        assertThat(decodeText("Grüße!", encoding)).isEqualTo(Decoded.good("Grüße!"));
    }

    @Test
    void turnsTheBytesOfATextAroundButNotItsWords() {
        assertThat(decodeText("dIel", encoding(ValueType.STRING, new RegisterOrder(false, false))))
                .isEqualTo(Decoded.good("Idle"));
    }

    @Test
    void callsATextBadThatIsNotUtf8() {
        assertThat(decode("c328", encoding(ValueType.STRING, RegisterOrder.BIG_ENDIAN)))
                .isEqualTo(Decoded.bad("text is not valid UTF-8"));
    }

    @Test
    void startsWhereItIsTold() {
        var registers = HexFormat.of().parseHex("00000102030400");

        assertThat(decoder.decodeRegisters(registers, 2, 4, encoding(ValueType.UINT32, RegisterOrder.BIG_ENDIAN)))
                .isEqualTo(Decoded.good(0x01020304L));
    }

    static Stream<RegisterOrder> orders() {
        return Stream.of(
                new RegisterOrder(true, true),
                new RegisterOrder(true, false),
                new RegisterOrder(false, true),
                new RegisterOrder(false, false));
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length);
    }

    // Written without the code under test: reverses words and bytes each by itself.
    private static byte[] wire(ByteBuffer bigEndian, RegisterOrder order) {
        var wire = bigEndian.array();
        if (!order.mostSignificantWordFirst()) {
            var reversed = new byte[wire.length];
            for (int word = 0; word < wire.length / 2; word++) {
                System.arraycopy(wire, word * 2, reversed, wire.length - 2 - word * 2, 2);
            }
            wire = reversed;
        }
        if (!order.mostSignificantByteFirst()) {
            for (int i = 0; i < wire.length; i += 2) {
                byte first = wire[i];
                wire[i] = wire[i + 1];
                wire[i + 1] = first;
            }
        }
        return wire;
    }

    private static Encoding encoding(ValueType type, RegisterOrder order) {
        return new Encoding(type, order, 0, BigDecimal.ONE, BigDecimal.ZERO);
    }

    private Decoded decode(String hex, Encoding encoding) {
        var bytes = HexFormat.of().parseHex(hex);
        return decoder.decodeRegisters(bytes, 0, bytes.length, encoding);
    }

    private Decoded decodeText(String text, Encoding encoding) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var padded = Arrays.copyOf(bytes, bytes.length + bytes.length % 2);
        return decoder.decodeRegisters(padded, 0, padded.length, encoding);
    }
}
