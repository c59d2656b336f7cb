package io.celltwin.modbus.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.model.binding.BitField;
import io.celltwin.model.binding.RegisterEncoding;
import io.celltwin.model.binding.RegisterOrder;
import io.celltwin.model.binding.RegisterType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What is encoded is decoded as the same value: every type, every order, every bit. */
class EncodedIsDecodedTest {

    private static final int TEXT_REGISTERS = 8;

    private final RegisterCodec codec = new RegisterCodec();

    @Property(tries = 5000)
    void aValueComesBackFromItsRegistersAndTheOthersStayAsTheyWere(
            @ForAll("values") Sample sample, @ForAll byte filler, @ForAll @IntRange(max = 4) int registersBefore)
            throws NotEncodableException {
        int offset = registersBefore * 2;
        byte[] registers = new byte[offset + sample.length() + 2];
        Arrays.fill(registers, filler);

        codec.encode(sample.value(), registers, offset, sample.length(), sample.encoding());

        assertThat(codec.decode(registers, offset, sample.length(), sample.encoding()))
                .isEqualTo(Decoded.good(sample.value()));
        for (int i = 0; i < registers.length; i++) {
            if (i < offset || i >= offset + sample.length()) {
                assertThat(registers[i]).isEqualTo(filler);
            }
        }
    }

    @Property
    void aBitIsWrittenWithoutItsNeighbours(
            @ForAll boolean value,
            @ForAll @IntRange(max = 15) int bit,
            @ForAll("orders") RegisterOrder order,
            @ForAll short before)
            throws NotEncodableException {
        byte[] registers = {(byte) (before >> 8), (byte) before};
        codec.encode(value, registers, 0, 2, bit(bit, order));

        for (int other = 0; other < 16; other++) {
            boolean expected = other == bit
                    ? value
                    : (Boolean) codec.decode(new byte[] {(byte) (before >> 8), (byte) before}, 0, 2, bit(other, order))
                            .value();
            assertThat(codec.decode(registers, 0, 2, bit(other, order))).isEqualTo(Decoded.good(expected));
        }
    }

    @Property
    void aListComesBackFromItsRegisters(
            @ForAll("orders") RegisterOrder order, @ForAll @Size(min = 1, max = 20) List<Integer> numbers)
            throws NotEncodableException {
        RegisterEncoding list = encoding(RegisterType.INT32, order).listOf(numbers.size());
        List<Object> values =
                numbers.stream().map(Integer::longValue).map(Object.class::cast).toList();
        byte[] registers = new byte[numbers.size() * 4];

        codec.encode(values, registers, 0, registers.length, list);

        assertThat(codec.decode(registers, 0, registers.length, list)).isEqualTo(Decoded.good(values));
    }

    @Property
    void someBitsAreWrittenWithoutTheOthers(
            @ForAll("orders") RegisterOrder order,
            @ForAll int before,
            @ForAll @IntRange(max = 31) int lowest,
            @ForAll @IntRange(min = 1, max = 32) int wanted,
            @ForAll @LongRange(max = 0xFFFF_FFFFL) long number)
            throws NotEncodableException {
        BitField field = new BitField(lowest, Math.min(wanted, 32 - lowest));
        RegisterEncoding encoding = encoding(RegisterType.UINT32, order).of(field);
        long value = number & field.mask() >> lowest;
        byte[] registers = new byte[4];
        codec.encode(Integer.toUnsignedLong(before), registers, 0, 4, encoding(RegisterType.UINT32, order));

        codec.encode(value, registers, 0, 4, encoding);

        long expected = Integer.toUnsignedLong(before) & ~field.mask() | value << lowest;
        assertThat(codec.decode(registers, 0, 4, encoding(RegisterType.UINT32, order)))
                .isEqualTo(Decoded.good(expected));
        assertThat(codec.decode(registers, 0, 4, encoding)).isEqualTo(Decoded.good(value));
    }

    @Property
    void theOtherByteOfARegisterStaysAsItIs(
            @ForAll byte value, @ForAll("orders") RegisterOrder order, @ForAll short before)
            throws NotEncodableException {
        byte[] registers = {(byte) (before >> 8), (byte) before};
        codec.encode((long) value, registers, 0, 2, encoding(RegisterType.INT8, order));

        int other = order.mostSignificantByteFirst() ? 0 : 1;
        assertThat(registers[other]).isEqualTo((byte) (before >> (other == 0 ? 8 : 0)));
    }

    @Property
    void aScaledNumberComesBackAsTheSameDecimal(
            @ForAll("wholeTypes") RegisterType type,
            @ForAll("orders") RegisterOrder order,
            @ForAll int raw,
            @ForAll("scales") BigDecimal scale,
            @ForAll @IntRange(min = -1000, max = 1000) int offset)
            throws NotEncodableException {
        RegisterEncoding encoding = RegisterEncoding.plain(type).in(order).scaled(scale, BigDecimal.valueOf(offset));
        BigDecimal fitting = new BigDecimal(
                BigDecimal.valueOf(raw).toBigInteger().min(type.highest()).max(type.lowest()));
        double value = fitting.multiply(scale).add(encoding.offset()).doubleValue();
        byte[] registers = new byte[type.registers() * 2];

        codec.encode(value, registers, 0, registers.length, encoding);

        assertThat(codec.decode(registers, 0, registers.length, encoding)).isEqualTo(Decoded.good(value));
    }

    @Property
    void aNumberThatDoesNotFitIsRefusedAndChangesNothing(
            @ForAll("wholeTypes") RegisterType type, @ForAll("orders") RegisterOrder order, @ForAll boolean above) {
        BigDecimal beyond = above
                ? new BigDecimal(type.highest()).add(BigDecimal.ONE)
                : new BigDecimal(type.lowest()).subtract(BigDecimal.ONE);
        byte[] registers = new byte[type.registers() * 2];
        Arrays.fill(registers, (byte) 0x5A);

        assertThatThrownBy(() -> codec.encode(beyond, registers, 0, registers.length, encoding(type, order)))
                .isInstanceOf(NotEncodableException.class)
                .hasMessageContaining("does not fit");
        assertThat(registers).containsOnly(0x5A);
    }

    /** A value, and how it stands in so many bytes. */
    record Sample(Object value, int length, RegisterEncoding encoding) {}

    @Provide
    Arbitrary<Sample> values() {
        return Combinators.combine(Arbitraries.of(RegisterType.values()), orders())
                .flatAs((type, order) -> values(type, order));
    }

    @Provide
    Arbitrary<RegisterOrder> orders() {
        return Combinators.combine(Arbitraries.of(true, false), Arbitraries.of(true, false))
                .as(RegisterOrder::new);
    }

    @Provide
    Arbitrary<RegisterType> wholeTypes() {
        return Arbitraries.of(RegisterType.values()).filter(RegisterType::isWholeNumber);
    }

    @Provide
    Arbitrary<BigDecimal> scales() {
        return Arbitraries.of("0.001", "0.1", "-0.5", "4", "1000").map(BigDecimal::new);
    }

    private static Arbitrary<Sample> values(RegisterType type, RegisterOrder order) {
        RegisterEncoding plain = encoding(type, order);
        int length = type.registers() * 2;
        return switch (type) {
            case BOOLEAN ->
                Combinators.combine(
                                Arbitraries.of(true, false),
                                Arbitraries.integers().between(-1, 15))
                        .as((value, bit) -> new Sample(value, length, bit < 0 ? plain : bit(bit, order)));
            case FLOAT16 ->
                Arbitraries.integers()
                        .between(0, 0xFFFF)
                        .map(HalfFloat::toDouble)
                        .filter(Double::isFinite)
                        .map(value -> new Sample(value, length, plain));
            case FLOAT32 ->
                Arbitraries.floats().map(value -> new Sample(Double.parseDouble(Float.toString(value)), length, plain));
            case FLOAT64 -> Arbitraries.doubles().map(value -> new Sample(value, length, plain));
            case STRING ->
                Arbitraries.strings()
                        .ofMaxLength(TEXT_REGISTERS * 2)
                        .filter(EncodedIsDecodedTest::isText)
                        .map(value -> new Sample(value, TEXT_REGISTERS * 2, plain));
            case HEX_BINARY ->
                Arbitraries.bytes()
                        .array(byte[].class)
                        .ofSize(TEXT_REGISTERS * 2)
                        .map(value ->
                                new Sample(HexFormat.of().withUpperCase().formatHex(value), TEXT_REGISTERS * 2, plain));
            default ->
                Arbitraries.longs()
                        .between(type.lowest().longValueExact(), type.highest().longValueExact())
                        .map(value -> new Sample(value, length, plain));
        };
    }

    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.getBytes(StandardCharsets.UTF_8).length <= TEXT_REGISTERS * 2
                && text.indexOf('\0') < 0
                && text.equals(text.stripTrailing());
    }

    private static RegisterEncoding encoding(RegisterType type, RegisterOrder order) {
        return RegisterEncoding.plain(type).in(order);
    }

    private static RegisterEncoding bit(int bit, RegisterOrder order) {
        return RegisterEncoding.plain(RegisterType.BOOLEAN).in(order).of(new BitField(bit, 1));
    }
}
