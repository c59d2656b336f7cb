package io.celltwin.modbus.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.modbus.pdu.ModbusRequest;
import io.celltwin.modbus.pdu.ReadRequest;
import io.celltwin.modbus.pdu.WriteRegisterRequest;
import io.celltwin.modbus.plan.RegisterRange;
import io.celltwin.model.binding.ModbusArea;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every transport does, whatever it frames and whatever carries it. */
@Timeout(60)
abstract class TransportContract {

    static final Duration SHORT = Duration.ofMillis(200);
    static final Duration LONG = Duration.ofSeconds(20);

    final List<Rejection> rejected = new CopyOnWriteArrayList<>();
    ScriptedPeer peer;
    ModbusTransport transport;

    /** A new other end. */
    abstract ScriptedPeer newPeer() throws Exception;

    @BeforeEach
    void start() throws Exception {
        peer = newPeer();
        transport = peer.transport(rejected::add);
    }

    @AfterEach
    void stop() throws Exception {
        if (transport != null) {
            transport.close();
            peer.close();
        }
    }

    @Test
    void bringsTheAnswerToEachRequest() throws Exception {
        open((number, request) -> request.answer(request.unit(), register(number + request.unit() * 256)));

        assertThat(read(1, LONG)).isEqualTo("03020100");
        assertThat(read(7, LONG)).isEqualTo("03020701");
        assertThat(read(255, LONG)).isEqualTo("0302FF02");
        assertThat(rejected).isEmpty();
    }

    @Test
    void bringsTheLongestAnswer() throws Exception {
        byte[] answer = new byte[2 + 250];
        answer[0] = 3;
        answer[1] = (byte) 250;
        answer[251] = 42;
        open((number, request) -> request.answer(request.unit(), answer));

        assertThat(transport.exchange(1, reading(125), LONG)).isEqualTo(answer);
    }

    @Test
    void bringsAnExceptionAndWhatAWriteRepeats() throws Exception {
        open((number, request) ->
                request.answer(request.unit(), number == 0 ? new byte[] {(byte) 0x83, 2} : request.pdu()));

        assertThat(read(1, LONG)).isEqualTo("8302");
        assertThat(transport.exchange(1, new WriteRegisterRequest(9, 0xABCD), LONG))
                .isEqualTo(HexFormat.of().parseHex("060009abcd"));
    }

    @Test
    void goesOnAfterARequestWithoutAnAnswer() throws Exception {
        open((number, request) -> {
            if (number > 0) {
                request.answer(request.unit(), register(number));
            }
        });

        assertThatThrownBy(() -> read(1, SHORT))
                .isInstanceOf(NoAnswerException.class)
                .hasMessage("no answer within 200 ms");
        assertThat(read(1, LONG)).isEqualTo("03020001");
    }

    @Test
    void neverTakesALateAnswerForThatToALaterRequest() throws Exception {
        open((number, request) -> {
            if (number == 0) {
                CompletableFuture.delayedExecutor(SHORT.toMillis() * 3 / 2, TimeUnit.MILLISECONDS)
                        .execute(() -> answerQuietly(request, register(777)));
            } else {
                request.answer(request.unit(), register(number));
            }
        });

        assertThatThrownBy(() -> read(1, SHORT)).isInstanceOf(NoAnswerException.class);
        for (int number = 1; number <= 5; number++) {
            assertThat(read(1, LONG)).isEqualTo("0302000" + number);
        }
        CountDownLatch late = new CountDownLatch(1);
        late.await(SHORT.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(read(1, LONG)).isEqualTo("03020006");
        assertThat(rejected).containsOnly(Rejection.LATE);
    }

    @Test
    void passesOverTheAnswerOfAnotherUnit() throws Exception {
        open((number, request) -> {
            request.answer(9, register(666));
            request.answer(request.unit(), register(1));
        });

        assertThat(read(1, LONG)).isEqualTo("03020001");
        assertThat(rejected).containsExactly(Rejection.OTHER_UNIT);
    }

    @Test
    void passesOverAnswersThatDoNotFitTheRequest() throws Exception {
        open((number, request) -> {
            request.answer(request.unit(), new byte[] {4, 2, 0, 66});
            request.answer(request.unit(), new byte[] {3, 4, 0, 66, 0, 66});
            request.answer(request.unit(), new byte[] {3, 0});
            request.answer(request.unit(), new byte[] {(byte) 0x84, 2});
            request.answer(request.unit(), register(1));
        });

        assertThat(read(1, LONG)).isEqualTo("03020001");
        assertThat(rejected).hasSize(4).containsOnly(Rejection.MISFIT);
    }

    @Test
    void saysWhatCameInsteadOfTheAnswer() throws Exception {
        open((number, request) -> {
            if (number == 0) {
                request.answer(9, register(1));
            } else {
                request.answer(request.unit(), new byte[] {3, 4, 0, 66, 0, 66});
            }
        });

        assertThatThrownBy(() -> read(1, SHORT))
                .hasMessage("no answer within 200 ms, but an answer of unit 9 to a request to unit 1");
        assertThatThrownBy(() -> read(2, SHORT))
                .hasMessage("no answer within 200 ms, but an answer of 4 bytes where 2 were asked for");
    }

    @Test
    void waitsForTheWholeAnswerNoLongerThanForItsBeginning() throws Exception {
        open((number, request) -> {
            if (number == 0) {
                request.answer(9, register(1));
            }
        });
        long start = System.nanoTime();

        assertThatThrownBy(() -> read(1, SHORT)).isInstanceOf(NoAnswerException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, LONG);
    }

    @Test
    void isEndedByAnotherThread() throws Exception {
        open((number, request) -> transport.close());

        assertThatThrownBy(() -> read(1, LONG)).isInstanceOf(IOException.class);
        transport.close();
    }

    void open(ScriptedPeer.Script script) throws Exception {
        peer.serve(script);
        transport.open(LONG);
    }

    String read(int unit, Duration timeout) throws IOException {
        return HexFormat.of().withUpperCase().formatHex(transport.exchange(unit, reading(1), timeout));
    }

    static ModbusRequest<byte[]> reading(int count) {
        return new ReadRequest(new RegisterRange(1, ModbusArea.HOLDING_REGISTER, 0, count));
    }

    static byte[] register(int value) {
        return new byte[] {3, 2, (byte) (value >> Byte.SIZE), (byte) value};
    }

    private static void answerQuietly(ScriptedPeer.Request request, byte[] pdu) {
        try {
            request.answer(request.unit(), pdu);
        } catch (IOException e) {
            // Ended by the test.
        }
    }
}
