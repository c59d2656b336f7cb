package io.celltwin.adapter.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.commands.DesiredState.State;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.driver.WriteOutcome.Refused;
import io.celltwin.adapter.driver.WriteOutcome.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesiredValuesTest {

    private static final String SPEED = "rollSpeedSetpoint";
    private static final String DESIRED = "/features/drive/desiredProperties";

    private final CommandedCalender calender = new CommandedCalender();
    private final WritingLink link = new WritingLink();
    private long revision = 10;

    @AfterEach
    void stop() {
        calender.close();
    }

    /** However a user may write it, as the Ditto protocol tells it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
                    modified | /features/drive/desiredProperties/rollSpeedSetpoint | 42.5
                    created  | /features/drive/desiredProperties                   | {"rollSpeedSetpoint":42.5}
                    modified | /features/drive                                     | {"desiredProperties":{"rollSpeedSetpoint":42.5}}
                    modified | /features                                           | {"drive":{"desiredProperties":{"rollSpeedSetpoint":42.5}}}
                    modified | /                                                   | {"features":{"drive":{"desiredProperties":{"rollSpeedSetpoint":42.5}}}}
                    merged   | /features/drive/desiredProperties/rollSpeedSetpoint | 42.5
                    merged   | /features                                           | {"drive":{"desiredProperties":{"rollSpeedSetpoint":42.5}}}
                    """)
    void aDesiredValueIsWrittenAndToldToBeApplied(String action, String path, String value) {
        connect();
        event(action, path, value);
        await().until(() -> calender.state(SPEED)
                .filter(told -> told.state() == State.APPLIED)
                .isPresent());
        assertThat(link.written()).containsExactly(42.5);
        DesiredState told = calender.state(SPEED).orElseThrow();
        assertThat(told.by()).contains("celltwin:ada");
        assertThat(told.value().doubleValue()).isEqualTo(42.5);
        assertThat(told.answer().orElseThrow().status()).isEqualTo(200);
        assertThat(calender.records()).singleElement().satisfies(record -> {
            assertThat(record.command()).isEqualTo("write");
            assertThat(record.originator()).contains("celltwin:ada");
            assertThat(record.property()).contains("/features/drive/properties/" + SPEED);
            assertThat(record.value()).contains(42.5);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
                    rollSpeedSetpoint | 1e9              | 400 | above maximum
                    rollSpeedSetpoint | "fast"           | 400 | text, not a number
                    rollSpeedSetpoint | {"a":{"b":1}}    | 400 | value must be
                    rollSpeed         | 1                | 403 | cannot be written
                    none              | 1                | 400 | has no property
                    """)
    void whatMayNotBeIsRefusedWithTheReasonAndNotWritten(String property, String value, int status, String reason) {
        connect();
        event("modified", DESIRED + "/" + property, value);
        DesiredState told = calender.state(property).orElseThrow();
        assertThat(told.state()).isEqualTo(State.REFUSED);
        assertThat(told.answer().orElseThrow().status()).isEqualTo(status);
        assertThat(told.answer().orElseThrow().body()).contains(reason);
        assertThat(link.written()).isEmpty();
        assertThat(calender.records()).hasSize(1);
    }

    @Test
    void aPartOfADesiredObjectIsNotTakenForTheValue() {
        connect();
        event("modified", DESIRED + "/" + SPEED + "/part", "5");
        assertThat(calender.state(SPEED).orElseThrow().state()).isEqualTo(State.REFUSED);
        assertThat(link.written()).isEmpty();
    }

    @Test
    void whileWritingIsSwitchedOffItIsToldSo() {
        calender.allow(CommandAccess.NONE, Map.of());
        calender.open();
        calender.linked(link);
        event("modified", DESIRED + "/" + SPEED, "1");
        DesiredState told = calender.state(SPEED).orElseThrow();
        assertThat(told.state()).isEqualTo(State.REFUSED);
        assertThat(told.answer().orElseThrow().body()).contains("switched off for tenant demo");
        assertThat(link.written()).isEmpty();
    }

    @Test
    void aDesiredValueWaitsForItsDevice() {
        calender.open();
        event("modified", DESIRED + "/" + SPEED, "1");
        event("modified", DESIRED + "/" + SPEED, "2");
        DesiredState waiting = calender.state(SPEED).orElseThrow();
        assertThat(waiting.state()).isEqualTo(State.PENDING);
        assertThat(waiting.until()).contains(calender.now().plus(CommandedCalender.PATIENCE));
        calender.linked(link);
        awaitState(State.APPLIED);
        assertThat(link.written()).containsExactly(2L);
    }

    @Test
    void aDesiredValueStaysWhenTheThingGetsAnotherDefinition() {
        calender.open();
        event("modified", DESIRED + "/" + SPEED, "1");
        event(
                "migrated",
                "/",
                "{\"definition\":\"https://models.test/calender\",\"features\":{\"drive\":{\"definition\":[\"a:b:1\"]}}}");
        assertThat(calender.state(SPEED).orElseThrow().state()).isEqualTo(State.PENDING);
        calender.linked(link);
        awaitState(State.APPLIED);
        assertThat(link.written()).containsExactly(1L);
    }

    @Test
    void aDesiredValueWaitsNoLongerThanItsTime() {
        calender.open();
        event("modified", DESIRED + "/" + SPEED, "1");
        calender.pass(CommandedCalender.PATIENCE);
        DesiredState told = calender.state(SPEED).orElseThrow();
        assertThat(told.state()).isEqualTo(State.REFUSED);
        assertThat(told.answer().orElseThrow().body()).contains("could not be reached within 300 s");
        calender.linked(link);
        assertThat(link.written()).isEmpty();
    }

    @Test
    void aWishThatComesLateHasWaitedAlready() {
        connect();
        calender.report("""
                {"topic":"demo/calender/things/twin/events/modified","path":"%s/%s","value":1,"revision":11,
                 "timestamp":"%s"}""".formatted(DESIRED, SPEED, calender.now().minus(Duration.ofHours(1))));
        assertThat(calender.state(SPEED).orElseThrow().state()).isEqualTo(State.REFUSED);
        assertThat(link.written()).isEmpty();
    }

    @Test
    void theSameValueDesiredAgainIsWrittenAgain() {
        connect();
        event("modified", DESIRED + "/" + SPEED, "1");
        event("modified", DESIRED + "/" + SPEED, "1");
        await().until(() -> link.written().size() == 2);
    }

    @Test
    void anEventThatComesTwiceIsOneWish() {
        connect();
        event("modified", DESIRED + "/" + SPEED, "1");
        revision--;
        event("modified", DESIRED + "/" + SPEED, "1");
        event("modified", DESIRED + "/" + SPEED, "2");
        await().until(() -> link.written().contains(2L));
        assertThat(link.written()).containsExactly(1L, 2L);
    }

    @Test
    void aTwinThatIsMadeAnewIsListenedToFromItsFirstRevision() {
        connect();
        event("deleted", "/", "null");
        revision = 1;
        event("modified", DESIRED + "/" + SPEED, "1");
        awaitState(State.APPLIED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
                    deleted  | /features/drive/desiredProperties/rollSpeedSetpoint |
                    deleted  | /features/drive/desiredProperties                   |
                    merged   | /features/drive/desiredProperties                   | {"rollSpeedSetpoint":null}
                    modified | /features/drive/desiredProperties                   | {}
                    modified | /features/drive                                     | {}
                    """)
    void aDesiredValueThatIsRemovedIsNotWrittenAndNothingIsToldOfIt(String action, String path, String value) {
        calender.open();
        event("modified", DESIRED + "/" + SPEED, "1");
        event(action, path, value == null ? "null" : value);
        assertThat(calender.state(SPEED)).isEmpty();
        assertThat(calender.isToldOf(SPEED)).isTrue();
        calender.linked(link);
        assertThat(link.written()).isEmpty();
    }

    @Test
    void aDesiredValueThatTheDeviceMadeAnotherOneOfIsNotToldToBeApplied() {
        connect();
        link.makesOfEach(17.0);
        event("modified", DESIRED + "/" + SPEED, "42.5");
        awaitState(State.ALTERED);
        assertThat(calender.state(SPEED).orElseThrow().answer().orElseThrow().body())
                .contains("\"value\":17.0");
    }

    @Test
    void whatTheDeviceRefusesIsToldAndNotWrittenAgain() {
        connect();
        link.answer(CompletableFuture.completedFuture(new Refused(Refusal.REFUSED_BY_DEVICE, "running")));
        event("modified", DESIRED + "/" + SPEED, "1");
        awaitState(State.REFUSED);
        calender.unlinked();
        calender.linked(link);
        assertThat(link.written()).hasSize(1);
    }

    @Test
    void whatWasSentWithoutAnAnswerIsReadByTheNextLinkAndNotWrittenAgain() {
        connect();
        CompletableFuture<WriteOutcome> lost = new CompletableFuture<>();
        link.answer(lost);
        link.reads(property -> Reading.bad(property, "no answer", Instant.now()));
        event("modified", DESIRED + "/" + SPEED, "7");
        lost.complete(new Unknown("no answer within 1000 ms"));
        await().until(() -> calender.state(SPEED).isPresent());
        assertThat(calender.state(SPEED).orElseThrow().state()).isEqualTo(State.UNKNOWN);
        calender.unlinked();
        link.holds(7.0);
        calender.linked(link);
        awaitState(State.APPLIED);
        assertThat(link.written()).hasSize(1);
    }

    @Test
    void aCommandThatIsUnderWayComesFirst() {
        connect();
        CompletableFuture<WriteOutcome> slow = new CompletableFuture<>();
        link.answer(slow);
        CompletableFuture<CommandAnswer> command = calender.begin(
                "write", "{\"property\":\"/features/drive/properties/%s\",\"value\":1}".formatted(SPEED));
        await().until(() -> link.written().size() == 1);
        event("modified", DESIRED + "/" + SPEED, "2");
        assertThat(calender.state(SPEED).orElseThrow().state()).isEqualTo(State.PENDING);
        slow.complete(new Refused(Refusal.REFUSED_BY_DEVICE, "no"));
        awaitState(State.APPLIED);
        assertThat(command).isCompleted();
        assertThat(link.written()).containsExactly(1L, 2L);
    }

    @Test
    void whoeverBeginsToServeTheDeviceAsksWhatIsDesired() {
        connect();
        assertThat(calender.questions()).isEqualTo(1);
        calender.refresh();
        assertThat(calender.questions()).isEqualTo(2);
    }

    @Test
    void whatWaitedBeforeARestartWaitsOn() {
        connect();
        state("1", "pending", calender.now().minusSeconds(60));
        awaitState(State.APPLIED);
        assertThat(link.written()).containsExactly(1L);
        assertThat(calender.state(SPEED).orElseThrow().by()).contains("celltwin:ada");
    }

    @Test
    void whatWaitedTooLongOverARestartIsRefused() {
        connect();
        state("1", "pending", calender.now().minus(CommandedCalender.PATIENCE));
        assertThat(calender.state(SPEED).orElseThrow().state()).isEqualTo(State.REFUSED);
        assertThat(link.written()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"applied", "refused"})
    void whatWasDecidedBeforeARestartStaysSo(String state) {
        connect();
        state("1", state, calender.now().minusSeconds(60));
        assertThat(calender.isToldOf(SPEED)).isFalse();
        assertThat(link.written()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.0, APPLIED", "3.0, REFUSED"})
    void aValueOfWhichNobodyKnowsSinceWhenItIsDesiredIsReadAndNotWritten(double held, State becomes) {
        link.holds(held);
        connect();
        calender.report("""
                {"topic":"demo/calender/things/twin/commands/retrieve","path":"/","status":200,
                 "value":{"_revision":20,"features":{"drive":{"desiredProperties":{"%s":1}}}}}""".formatted(SPEED));
        awaitState(becomes);
        assertThat(link.written()).isEmpty();
    }

    @Test
    void aStateOfAPropertyThatIsDesiredNoLongerIsRemoved() {
        connect();
        calender.report("""
                {"topic":"demo/calender/things/twin/commands/retrieve","path":"/","status":200,
                 "value":{"_revision":20,"features":{"connection":{"properties":{"desired":{"drive":{"%s":
                  {"value":1,"state":"applied"}}}}}}}}""".formatted(SPEED));
        assertThat(calender.isToldOf(SPEED)).isTrue();
        assertThat(calender.state(SPEED)).isEmpty();
    }

    @Test
    void anAnswerThatIsOlderThanTheNewestEventIsIgnored() {
        connect();
        revision = 30;
        event("modified", DESIRED + "/" + SPEED, "2");
        awaitState(State.APPLIED);
        state("1", "pending", calender.now());
        assertThat(link.written()).containsExactly(2L);
    }

    @Test
    void namesThatSomebodyMakesUpDoNotFillTheMemory() {
        connect();
        for (int i = 0; i < 300; i++) {
            event("modified", DESIRED + "/made-up-" + i, "1");
        }
        assertThat(calender.isToldOf("made-up-255")).isTrue();
        assertThat(calender.isToldOf("made-up-256")).isFalse();
        assertThat(calender.records()).hasSize(300);
        assertThat(calender.records().get(299).answer().body()).contains("more than 256 properties are desired");
    }

    private void connect() {
        calender.open();
        calender.linked(link);
    }

    private void awaitState(State state) {
        await().until(() ->
                calender.state(SPEED).filter(told -> told.state() == state).isPresent());
    }

    private void event(String action, String path, String value) {
        calender.report("""
                {"topic":"demo/calender/things/twin/events/%s","path":"%s","value":%s,"revision":%d,
                 "headers":{"ditto-originator":"celltwin:ada"},"timestamp":"%s"}""".formatted(action, path, value, ++revision, calender.now()));
    }

    private void state(String value, String state, Instant since) {
        calender.report("""
                {"topic":"demo/calender/things/twin/commands/retrieve","path":"/","status":200,"value":{"_revision":20,
                 "features":{"drive":{"desiredProperties":{"%1$s":%2$s}},"connection":{"properties":{"desired":{"drive":{"%1$s":
                  {"value":%2$s,"state":"%3$s","since":"%4$s","by":"celltwin:ada"}}}}}}}}""".formatted(SPEED, value, state, since));
    }
}
