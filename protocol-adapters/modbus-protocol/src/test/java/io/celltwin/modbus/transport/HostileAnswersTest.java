package io.celltwin.modbus.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.modbus.pdu.IdentificationRequest;
import io.celltwin.modbus.pdu.MaskWriteRequest;
import io.celltwin.modbus.pdu.ModbusRefusal;
import io.celltwin.modbus.pdu.ModbusRequest;
import io.celltwin.modbus.pdu.ReadRequest;
import io.celltwin.modbus.pdu.WriteCoilRequest;
import io.celltwin.modbus.pdu.WriteThenReadRequest;
import io.celltwin.modbus.plan.RegisterRange;
import io.celltwin.model.binding.ModbusArea;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever comes from a line: either the value that was sent, or a failure that says so, and nothing else. How many cases are
 * tried can be set by {@code -Djqwik.tries.default}.
 */
class HostileAnswersTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int UNIT = 7;
    private static final byte[] ANSWER = {3, 4, 0x12, 0x34, 0x56, 0x78};

    private final List<Rejection> rejected = new ArrayList<>();

    @Property
    void noBytesAreTooOddForARequestToLookAt(
            @ForAll("requests") ModbusRequest<?> request, @ForAll @Size(min = 1, max = 300) byte[] response) {
        lookAt(request, response);
    }

    @Property
    void norAreThoseThatBeginLikeItsAnswer(
            @ForAll("requests") ModbusRequest<?> request,
            @ForAll @Size(max = 300) byte[] rest,
            @ForAll boolean refused) {
        byte[] response = new byte[rest.length + 1];
        response[0] = (byte) (request.function() | (refused ? 0x80 : 0));
        System.arraycopy(rest, 0, response, 1, rest.length);
        lookAt(request, response);
    }

    @Property
    void anyBytesOnAStreamEndInAFailureOrAnAnswerThatFits(
            @ForAll @Size(max = 600) byte[] bytes,
            @ForAll boolean rtu,
            @ForAll @IntRange(min = 1, max = 64) int chunk) {
        exchange(new Line(bytes, chunk), rtu);
    }

    @Property
    void framesWithWrongHeadsAreNeverTakenForTheAnswer(
            @ForAll @IntRange(max = 0xFFFF) int transaction,
            @ForAll @IntRange(max = 0xFF) int unit,
            @ForAll @IntRange(max = 0xFF) int function,
            @ForAll @Size(max = 250) byte[] data,
            @ForAll boolean thenRight) {
        byte[] pdu = new byte[data.length + 1];
        pdu[0] = (byte) function;
        System.arraycopy(data, 0, pdu, 1, data.length);
        boolean fits =
                transaction == 1 && unit == UNIT && reading().rejection(pdu).isEmpty();
        byte[] bytes = concat(frame(transaction, unit, pdu), thenRight ? frame(1, UNIT, ANSWER) : new byte[0]);

        byte[] answer = exchange(new Line(bytes, 7), false);

        if (!fits) {
            assertThat(answer).isEqualTo(thenRight ? ANSWER : null);
            assertThat(rejected).hasSize(1);
        }
    }

    @Property
    void upToThreeBitsThatFlipOnASerialLineAreNeverAWrongValue(
            @ForAll @Size(min = 1, max = 3) List<@IntRange(max = 71) Integer> flipped,
            @ForAll @Size(max = 20) byte[] before,
            @ForAll @IntRange(min = 1, max = 20) int chunk) {
        byte[] frame = new byte[RtuFrame.MAX_BYTES];
        byte[] sent = Arrays.copyOf(frame, RtuFrame.put(frame, UNIT, ANSWER));
        System.arraycopy(frame, 0, sent, 0, sent.length);
        flipped.stream().distinct().forEach(bit -> sent[bit / 8] ^= (byte) (1 << bit % 8));

        byte[] answer = exchange(new Line(concat(before, sent), chunk), true);

        // Noise before it that happens to be an intact frame of its own is one case of 65536.
        if (before.length < 5) {
            assertThat(answer).isNull();
        }
    }

    @Property
    void anIntactFrameIsFoundInShortNoise(
            @ForAll @Size(max = 4) byte[] before, @ForAll @IntRange(min = 1, max = 20) int chunk) {
        byte[] frame = new byte[RtuFrame.MAX_BYTES];
        byte[] sent = concat(before, Arrays.copyOf(frame, RtuFrame.put(frame, UNIT, ANSWER)));

        byte[] answer = exchange(new Line(sent, chunk), true);

        // Noise that happens to be an intact frame together with what follows takes the answer with it, which is then
        // asked for again.
        assertThat(answer).isEqualTo(beginsIntactFrame(sent, before.length) ? null : ANSWER);
    }

    @Provide
    Arbitrary<ModbusRequest<?>> requests() {
        return Arbitraries.of(
                reading(),
                new ReadRequest(new RegisterRange(1, ModbusArea.COIL, 0, 2000)),
                new WriteCoilRequest(0, true),
                new MaskWriteRequest(1, 2, 3),
                new WriteThenReadRequest(new RegisterRange(1, ModbusArea.HOLDING_REGISTER, 0, 2), new byte[4]),
                new IdentificationRequest(0));
    }

    private static boolean beginsIntactFrame(byte[] bytes, int noise) {
        return IntStream.range(0, noise).anyMatch(start -> {
            int end = start + RtuFrame.responseBytes(bytes, start, bytes.length);
            return end - start >= 5 && end <= bytes.length && RtuFrame.isIntact(bytes, start, end);
        });
    }

    private static void lookAt(ModbusRequest<?> request, byte[] response) {
        if (request.rejection(response).isEmpty()) {
            try {
                request.decode(response);
            } catch (ModbusRefusal refusal) {
                assertThat(response).hasSize(2);
            }
        }
    }

    /** @return null if there was no answer */
    private byte[] exchange(Line line, boolean rtu) {
        rejected.clear();
        try (ModbusTransport transport =
                rtu ? new RtuTransport(line, Duration.ZERO, rejected::add) : new MbapTransport(line, rejected::add)) {
            transport.open(TIMEOUT);
            byte[] answer = transport.exchange(UNIT, reading(), TIMEOUT);
            assertThat(reading().rejection(answer)).isEmpty();
            return answer;
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank();
            return null;
        }
    }

    private static ReadRequest reading() {
        return new ReadRequest(new RegisterRange(UNIT, ModbusArea.HOLDING_REGISTER, 0, 2));
    }

    private static byte[] frame(int transaction, int unit, byte[] pdu) {
        byte[] frame = new byte[Mbap.MAX_FRAME_BYTES];
        int length = Mbap.put(frame, transaction, unit, pdu);
        return Arrays.copyOf(frame, length);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Gives bytes in pieces once something was sent, and then nothing more in time. */
    private static final class Line implements ByteLine {

        private final byte[] bytes;
        private final int chunk;
        private int given;
        private boolean asked;

        Line(byte[] bytes, int chunk) {
            this.bytes = bytes;
            this.chunk = chunk;
        }

        @Override
        public void open(Duration timeout) {
            // It always is.
        }

        @Override
        public void write(byte[] ignored, int length) {
            asked = true;
        }

        @Override
        public int read(byte[] buffer, int offset, int most, long deadlineNanos) throws IOException {
            int count = Math.min(Math.min(chunk, most), bytes.length - given);
            if (!asked || count == 0) {
                throw new SocketTimeoutException("nothing comes");
            }
            System.arraycopy(bytes, given, buffer, offset, count);
            given += count;
            return count;
        }

        @Override
        public int available() {
            return 0;
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
