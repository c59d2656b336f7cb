package io.celltwin.modbus.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.modbus.plan.RegisterRange;
import io.celltwin.model.binding.ModbusArea;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests and answers are those of the examples in the Modbus Application Protocol V1.1b3, section 6, unless a comment says otherwise. */
class ModbusRequestTest {

    private static final HexFormat HEX = HexFormat.of();

    static Stream<Arguments> examples() {
        return Stream.of(
                Arguments.of(new ReadRequest(range(ModbusArea.COIL, 0x13, 0x13)), "0100130013", "0103cd6b05"),
                Arguments.of(new ReadRequest(range(ModbusArea.DISCRETE_INPUT, 0xc4, 0x16)), "0200c40016", "0203acdb35"),
                Arguments.of(
                        new ReadRequest(range(ModbusArea.HOLDING_REGISTER, 0x6b, 3)), "03006b0003", "0306022b00000064"),
                Arguments.of(new ReadRequest(range(ModbusArea.INPUT_REGISTER, 8, 1)), "0400080001", "0402000a"),
                Arguments.of(new WriteCoilRequest(0xac, true), "0500acff00", "0500acff00"),
                Arguments.of(new WriteRegisterRequest(1, 3), "0600010003", "0600010003"),
                Arguments.of(
                        new WriteRangeRequest(range(ModbusArea.COIL, 0x13, 10), HEX.parseHex("cd01")),
                        "0f0013000a02cd01",
                        "0f0013000a"),
                Arguments.of(
                        new WriteRangeRequest(range(ModbusArea.HOLDING_REGISTER, 1, 2), HEX.parseHex("000a0102")),
                        "100001000204000a0102",
                        "1000010002"),
                Arguments.of(new MaskWriteRequest(4, 0xf2, 0x25), "16000400f20025", "16000400f20025"),
                // The specification's example reads and writes different registers, which nobody needs here.
                Arguments.of(
                        new WriteThenReadRequest(range(ModbusArea.HOLDING_REGISTER, 3, 2), HEX.parseHex("00ff00fe")),
                        "1700030002000300020400ff00fe",
                        "170400ff00fe"),
                Arguments.of(
                        new IdentificationRequest(0),
                        "2b0e0100",
                        "2b0e01010000030005436f6d706101044d30303102055631 2e3130".replace(" ", "")));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void areThoseOfTheSpecification(ModbusRequest<?> request, String sent, String answer) throws Exception {
        assertThat(HEX.formatHex(request.encode())).isEqualTo(sent);
        assertThat(request.rejection(HEX.parseHex(answer))).isEmpty();
        request.decode(HEX.parseHex(answer));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void takeNoAnswerThatIsLongerOrShorterOrOfAnotherFunction(ModbusRequest<?> request, String sent, String answer) {
        assertThat(request.rejection(HEX.parseHex(answer + "00"))).isPresent();
        assertThat(request.rejection(HEX.parseHex(answer.substring(0, answer.length() - 2))))
                .isPresent();
        assertThat(request.rejection(HEX.parseHex(answer.substring(0, 2)))).isPresent();
        assertThat(request.rejection(HEX.parseHex("7f" + answer.substring(2)))).isPresent();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void takeAnExceptionOfTheirFunctionAlone(ModbusRequest<?> request, String sent, String answer) {
        byte[] exception = {(byte) (request.function() | 0x80), 6};

        assertThat(request.rejection(exception)).isEmpty();
        assertThatThrownBy(() -> request.decode(exception))
                .isInstanceOf(ModbusRefusal.class)
                .hasMessage("Server device busy (0x06)");
        assertThat(request.rejection(new byte[] {exception[0]})).isPresent();
        assertThat(request.rejection(new byte[] {exception[0], 6, 0})).isPresent();
        assertThat(request.rejection(new byte[] {(byte) 0xFF, 6})).isPresent();
    }

    @Test
    void identificationIsReadOnFromTheObjectThatTheDeviceNames() throws Exception {
        byte[] first = HEX.parseHex("2b0e0101ff01010002 4162".replace(" ", ""));

        assertThat(new IdentificationRequest(0).decode(first))
                .isEqualTo(new IdentificationRequest.Part(Map.of(0, "Ab"), Optional.of(1)));
        // A device that names no later object would be asked for ever.
        assertThat(new IdentificationRequest(1).decode(first).next()).isEmpty();
    }

    @Test
    void noMoreIsWrittenAtOnceThanTheProtocolAllows() {
        assertThatThrownBy(() -> new WriteRangeRequest(range(ModbusArea.HOLDING_REGISTER, 0, 124), new byte[248]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WriteRangeRequest(range(ModbusArea.HOLDING_REGISTER, 0, 2), new byte[2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new WriteRangeRequest(range(ModbusArea.COIL, 0, 1968), new byte[246]).encode())
                .hasSizeLessThanOrEqualTo(253);
    }

    private static RegisterRange range(ModbusArea area, int start, int count) {
        return new RegisterRange(1, area, start, count);
    }
}
