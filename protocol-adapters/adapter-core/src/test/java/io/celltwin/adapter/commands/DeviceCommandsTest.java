package io.celltwin.adapter.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.driver.WriteOutcome.Refused;
import io.celltwin.adapter.driver.WriteOutcome.Unknown;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceCommandsTest {

    private static final String SETPOINT = "/features/drive/properties/rollSpeedSetpoint";

    private final CommandedCalender calender = new CommandedCalender();
    private final WritingLink link = new WritingLink();

    @AfterEach
    void stop() {
        calender.close();
    }

    @Test
    void aCommandWritesAndIsAnsweredByWhatTheDeviceHolds() throws Exception {
        calender.open();
        calender.linked(link);
        CommandAnswer answer = calender.send("write", "{\"property\":\"%s\",\"value\":42.5}".formatted(SETPOINT));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.isSuccess()).isTrue();
        assertThat(answer.body())
                .startsWith("{\"property\":\"%s\",\"value\":42.5,\"observedAt\":\"2".formatted(SETPOINT));
        assertThat(link.written()).containsExactly(42.5);
    }

    @Test
    void itIsToldWhoWantedWhatAndWhatBecameOfIt() throws Exception {
        aCommandWritesAndIsAnsweredByWhatTheDeviceHolds();
        calender.send("explode", "{}");
        assertThat(calender.records()).hasSize(2);
        CommandRecord written = calender.records().get(0);
        assertThat(written.device()).isEqualTo(new DeviceKey("demo", "demo:calender"));
        assertThat(written.command()).isEqualTo("write");
        assertThat(written.originator()).contains("celltwin:ada");
        assertThat(written.property()).contains(SETPOINT);
        assertThat(written.value()).contains(42.5);
        assertThat(written.answer().status()).isEqualTo(200);
        CommandRecord refused = calender.records().get(1);
        assertThat(refused.property()).isEmpty();
        assertThat(refused.answer().status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    other | calender-1.0.0 | true  | celltwin.adapter.commands.tenants does not name it
                    demo  | coater-1.0.0   | true  | celltwin.adapter.commands.models does not name it
                    demo  | calender-1.0.0 | false | setting acceptCommands of its registration is not true
                    """)
    void whoeverSendsACommandToADeviceThatTakesNoneIsToldWhichSwitchIsOff(
            String tenant, String model, boolean accepts, String reason) throws Exception {
        calender.allow(new CommandAccess(Set.of(tenant), Set.of(model)), Map.of("acceptCommands", accepts));
        calender.open();
        calender.linked(link);
        CommandAnswer answer = calender.send("write", writing(1));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("writing is switched off").contains(reason);
        assertThat(link.written()).isEmpty();
        assertThat(calender.records()).hasSize(1);
    }

    @Test
    void aSettingThatIsNeitherTrueNorFalseIsNamed() throws Exception {
        calender.allow(CommandedCalender.DEMO, Map.of("acceptCommands", "yes"));
        calender.open();
        assertThat(calender.send("write", writing(1)).body()).contains("acceptCommands must be true or false");
    }

    @Test
    void aDeviceThatIsNotConnectedIsAnsweredForAtOnce() throws Exception {
        calender.open();
        assertThat(calender.send("write", writing(1)).status()).isEqualTo(503);
        calender.linked(link);
        assertThat(calender.send("write", writing(1)).status()).isEqualTo(200);
        calender.unlinked();
        assertThat(calender.send("write", writing(1)).status()).isEqualTo(503);
        assertThat(link.written()).hasSize(1);
    }

    @Test
    void noCommandsComeOnceTheDeviceIsServedNoLonger() {
        calender.open();
        assertThat(calender.takesCommands()).isTrue();
        calender.end();
        assertThat(calender.takesCommands()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
                    400 | not json                                                          | is not JSON
                    400 | []                                                                | property and value
                    400 | {"value":1}                                                       | property and value
                    400 | {"property":"/features/drive/properties/rollSpeedSetpoint"}       | value must be
                    400 | {"property":"/features/drive/properties/none","value":1}          | has no property /features/drive/properties/none
                    400 | {"property":"/features/drive/properties/rollSpeedSetpoint","value":"fast"} | text, not a number as the model says
                    400 | {"property":"/features/drive/properties/rollSpeedSetpoint","value":100.5}  | above maximum 100.0
                    400 | {"property":"/features/drive/properties/rollSpeedSetpoint","value":-1}     | below minimum 0.0
                    400 | {"property":"/features/drive/properties/rollSpeedSetpoint","value":{"a":1}} | value must be
                    400 | {"property":"/features/drive/properties/rollSpeedSetpoint","value":1} {}   | is not JSON
                    403 | {"property":"/features/drive/properties/rollSpeed","value":1}     | cannot be written, says the model
                    """)
    void whatCannotBeIsRefusedBeforeTheDeviceIsAsked(int status, String payload, String reason) throws Exception {
        calender.open();
        calender.linked(link);
        CommandAnswer answer = calender.send("write", payload);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(reason).startsWith("{\"error\":");
        assertThat(link.written()).isEmpty();
    }

    @Test
    void aCommandOfAnotherNameOrAHugeOneIsRefused() throws Exception {
        calender.open();
        calender.linked(link);
        assertThat(calender.send("explode", "{}").status()).isEqualTo(400);
        assertThat(calender.send("explode", "{}").body()).contains("there is no command explode, only write");
        assertThat(calender.send("write", " ".repeat(100_000)).body()).contains("longer than 65536 bytes");
    }

    @Test
    void eachOutcomeHasAnAnswerOfItsOwn() throws Exception {
        calender.open();
        calender.linked(link);
        assertThat(statusOf(new Refused(Refusal.NOT_SUPPORTED, "no"))).isEqualTo(501);
        assertThat(statusOf(new Refused(Refusal.INVALID_VALUE, "no"))).isEqualTo(400);
        assertThat(statusOf(new Refused(Refusal.REFUSED_BY_DEVICE, "no"))).isEqualTo(409);
        assertThat(statusOf(new Refused(Refusal.NOT_CONNECTED, "no"))).isEqualTo(503);
    }

    @Test
    void aSecondCommandIsRefusedWhileTheFirstIsCarriedOut() throws Exception {
        calender.open();
        calender.linked(link);
        CompletableFuture<WriteOutcome> slow = new CompletableFuture<>();
        link.answer(slow);
        CompletableFuture<CommandAnswer> first = calender.begin("write", writing(1));
        assertThat(calender.send("write", writing(2)).status()).isEqualTo(429);
        slow.complete(new Refused(Refusal.REFUSED_BY_DEVICE, "no"));
        assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(409);
        assertThat(calender.send("write", writing(3)).status()).isEqualTo(200);
    }

    @Test
    void aDriverThatFailsIsNoReasonToFallSilent() throws Exception {
        calender.open();
        calender.linked(link);
        link.answer(CompletableFuture.failedFuture(new IllegalStateException("bug")));
        assertThat(calender.send("write", writing(1)).status()).isEqualTo(500);
        assertThat(calender.send("write", writing(1)).status()).isEqualTo(200);
    }

    /** What the device holds after a write that timed out decides the answer; nothing is sent again. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    42.5           | 200 | "value":42.5
                    42.50000042    | 200 | "value":42.50000042
                    17.0           | 409 | read after that, the device holds another value","property":"/features/drive/properties/rollSpeedSetpoint","value":17.0
                    """)
    void aWriteThatTimedOutIsAnsweredByWhatReadingFinds(double held, int status, String body) throws Exception {
        calender.open();
        calender.linked(link);
        link.answer(CompletableFuture.completedFuture(new Unknown("no answer within 1000 ms")));
        link.holds(held);
        CommandAnswer answer = calender.send("write", "{\"property\":\"%s\",\"value\":42.5}".formatted(SETPOINT));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(body);
        assertThat(link.written()).hasSize(1);
    }

    @Test
    void aWholeNumberIsHeldOnlyIfItIsTheVeryOne() {
        assertThat(HeldValue.isSame(10_000_000_001L, 10_000_000_000L)).isFalse();
        assertThat(HeldValue.isSame(16_777_217L, 16_777_216.0)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2026-03-29T02:30:00+02:00            | 2026-03-29T00:30:00Z                 | true
                    72962B91-FA75-4AE6-8D28-B404DC7DAF63 | 72962b91-fa75-4ae6-8d28-b404dc7daf63 | true
                    2026-03-29T02:30:00+02:00            | 2026-03-29T02:30:00Z                 | false
                    lot 7                                | lot 8                                | false
                    """)
    void aTextIsTheSameInWhateverFormItIsReadBack(String written, String held, boolean same) {
        assertThat(HeldValue.isSame(written, held)).isEqualTo(same);
    }

    /** A device may round, bound, or take no notice: whoever wrote is not left to believe that it holds the value. */
    @Test
    void aDeviceThatHoldsAnotherValueThanItTookIsToldSo() throws Exception {
        calender.open();
        calender.linked(link);
        assertThat(calender.send("write", writing(7)).body()).doesNotContain("note");
        link.makesOfEach(5.0);
        CommandAnswer answer = calender.send("write", writing(7));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"value\":5.0")
                .contains("\"note\":\"the device took the write, and holds another value than was asked for\"");
    }

    @Test
    void aWriteWhoseLinkWasLostIsLookedAfterByTheNextLink() throws Exception {
        calender.open();
        calender.linked(link);
        CompletableFuture<WriteOutcome> lost = new CompletableFuture<>();
        link.answer(lost);
        CompletableFuture<CommandAnswer> answer = calender.begin("write", writing(7));
        await().until(() -> link.written().size() == 1);
        calender.unlinked();
        lost.complete(new Unknown("connection reset"));
        WritingLink next = new WritingLink();
        next.holds(7.0);
        calender.linked(next);
        assertThat(answer.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(next.written()).isEmpty();
    }

    @Test
    void aWriteThatNobodyCanLookAfterIsNotKnown() throws Exception {
        calender.open();
        calender.linked(link);
        link.answer(CompletableFuture.completedFuture(new Unknown("no answer within 1000 ms")));
        link.reads(property -> Reading.bad(property, "no answer", Instant.now()));
        CommandAnswer answer = calender.send("write", writing(1));
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.body())
                .contains("not known whether the device took the value")
                .contains("no answer");
        assertThat(link.written()).hasSize(1);
    }

    private int statusOf(WriteOutcome outcome) throws Exception {
        link.answer(CompletableFuture.completedFuture(outcome));
        return calender.send("write", writing(1)).status();
    }

    private static String writing(int value) {
        return "{\"property\":\"%s\",\"value\":%d}".formatted(SETPOINT, value);
    }
}
