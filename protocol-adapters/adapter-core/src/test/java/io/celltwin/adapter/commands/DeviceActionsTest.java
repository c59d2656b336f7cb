package io.celltwin.adapter.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.driver.ActionInvocation;
import io.celltwin.adapter.driver.ActionOutcome;
import io.celltwin.adapter.driver.AlarmAcknowledgement;
import io.celltwin.adapter.driver.AlarmAcknowledgement.Step;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.model.ModelCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions of the model and acknowledgements of alarms, as commands. */
class DeviceActionsTest {

    private static final String MODEL = """
            {"@context": ["https://www.w3.org/2022/wot/td/v1.1",
                {"uav": "http://opcfoundation.org/UA/WoT-Binding/"}],
             "@type": "tm:ThingModel", "title": "Coater", "version": {"model": "1.0.0"},
             "actions": {
               "clean": {"title": "Clean", "uav:componentOf": "nsu=urn:coater;s=Dryer",
                 "input": {"type": "object", "properties": {
                     "seconds": {"type": "integer", "minimum": 1, "maximum": 600},
                     "nozzles": {"type": "array", "items": {"type": "integer"}}}, "required": ["seconds"]},
                 "forms": [{"href": "/?id=nsu=urn:coater;s=Dryer.Clean", "op": "invokeaction"}]},
               "stop": {"title": "Stop", "uav:componentOf": "nsu=urn:coater;s=Dryer",
                 "forms": [{"href": "/?id=nsu=urn:coater;s=Dryer.Stop", "op": "invokeaction"}]}}}
            """;

    @TempDir
    private Path models;

    private final Link link = new Link();
    private final CommandedCalender calender = new CommandedCalender();

    @BeforeEach
    void makeTheDevice() throws Exception {
        Files.writeString(models.resolve("coater-1.0.0.tm.jsonld"), MODEL);
        calender.open(new ModelCatalog(models).get("coater-1.0.0"));
        calender.linked(link);
    }

    @AfterEach
    void stop() {
        calender.close();
    }

    @Test
    void nothingIsInvokedWhereCommandsAreSwitchedOffOrTheDeviceIsAway() throws Exception {
        calender.unlinked();
        assertThat(send("stop", "").status()).isEqualTo(503);
        calender.allow(CommandedCalender.DEMO, Map.of());
        calender.open(new ModelCatalog(models).get("coater-1.0.0"));
        calender.linked(link);
        assertThat(send("stop", "").status()).isEqualTo(403);
        assertThat(send("acknowledge", "{\"alarm\": \"a\"}").status()).isEqualTo(403);
        assertThat(link.asked).isEmpty();
    }

    @Test
    void anActionIsInvokedByItsNameAndAnsweredByItsOutput() throws Exception {
        link.outcome = new ActionOutcome.Done(Map.of("used", 2.5));

        CommandAnswer answer = send("clean", "{\"seconds\": 30, \"nozzles\": [1, 2]}");

        assertThat(answer).isEqualTo(new CommandAnswer(200, "{\"action\":\"clean\",\"output\":{\"used\":2.5}}"));
        ActionInvocation invocation = (ActionInvocation) link.asked.get(0);
        assertThat(invocation.action().name()).isEqualTo("clean");
        assertThat(invocation.input()).contains(Map.of("seconds", 30L, "nozzles", List.of(1L, 2L)));
        assertThat(calender.records()).hasSize(1);
        assertThat(calender.records().get(0).command()).isEqualTo("clean");
        assertThat(calender.records().get(0).value()).contains(Map.of("seconds", 30L, "nozzles", List.of(1L, 2L)));
        assertThat(calender.records().get(0).originator()).contains("celltwin:ada");
    }

    @Test
    void anActionWithoutInputTakesNothing() throws Exception {
        assertThat(send("stop", "")).isEqualTo(new CommandAnswer(200, "{\"action\":\"stop\"}"));
        assertThat(send("stop", "{}").status()).isEqualTo(200);
        assertThat(send("stop", "null").status()).isEqualTo(200);
        assertThat(send("stop", "{\"now\": true}").body()).contains("action stop: it takes no input");
    }

    @Test
    void anInputThatDoesNotFitTheModelNeverReachesTheDevice() throws Exception {
        assertRefused("clean", "{\"seconds\": 601}", "above maximum 600");
        assertRefused("clean", "{\"seconds\": \"long\"}", "text, not a whole number");
        assertRefused("clean", "{}", "seconds");
        assertRefused("clean", "", "seconds");
        assertRefused("clean", "[1]", "not an object");
        assertRefused("clean", "{\"seconds\": null}", "null is no value");
        assertRefused("clean", "{\"seconds\"", "not JSON");
        assertRefused("clean", "[".repeat(200) + "]".repeat(200), "not JSON");
        assertRefused("explode", "{}", "there is no command explode, only write, acknowledge, confirm, clean, stop");
        assertThat(link.asked).isEmpty();
    }

    @Test
    void anAlarmIsAcknowledgedAndConfirmedByItsIdInTheTwin() throws Exception {
        assertThat(send("acknowledge", "{\"alarm\": \"dryer_hot_1\", \"comment\": \"on my way\"}"))
                .isEqualTo(new CommandAnswer(200, "{\"alarm\":\"dryer_hot_1\"}"));
        send("confirm", "{\"alarm\": \"dryer_hot_1\"}");
        assertThat(link.asked)
                .containsExactly(
                        new AlarmAcknowledgement("dryer_hot_1", Step.ACKNOWLEDGE, Optional.of("on my way")),
                        new AlarmAcknowledgement("dryer_hot_1", Step.CONFIRM, Optional.empty()));
        assertThat(calender.records().get(0).value()).contains("dryer_hot_1");
        assertRefused("acknowledge", "{\"alarm\": 7}", "an alarm's id");
    }

    @Test
    void eachOutcomeHasAnAnswerOfItsOwn() throws Exception {
        link.outcome = new ActionOutcome.Refused(Refusal.REFUSED_BY_DEVICE, "Bad_InvalidState");
        assertThat(send("stop", "").status()).isEqualTo(409);
        link.outcome = new ActionOutcome.Unknown("no answer in time");
        assertThat(send("stop", "").status()).isEqualTo(504);
        link.outcome = null;
        assertThat(send("stop", "").status()).isEqualTo(500);
    }

    private void assertRefused(String name, String payload, String reason) throws Exception {
        CommandAnswer answer = send(name, payload);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains(reason);
    }

    private CommandAnswer send(String name, String payload) throws Exception {
        return calender.send(name, payload);
    }

    /** Answers everything alike; with no outcome it fails. */
    private static final class Link implements DeviceLink {

        private final List<Object> asked = new ArrayList<>();
        private ActionOutcome outcome = new ActionOutcome.Done(Map.of());

        @Override
        public CompletionStage<ActionOutcome> invoke(ActionInvocation invocation) {
            return answer(invocation);
        }

        @Override
        public CompletionStage<ActionOutcome> acknowledge(AlarmAcknowledgement acknowledgement) {
            return answer(acknowledgement);
        }

        private CompletionStage<ActionOutcome> answer(Object what) {
            if (outcome == null) {
                throw new IllegalStateException("bug");
            }
            asked.add(what);
            return CompletableFuture.completedFuture(outcome);
        }

        @Override
        public void close() {}
    }
}
