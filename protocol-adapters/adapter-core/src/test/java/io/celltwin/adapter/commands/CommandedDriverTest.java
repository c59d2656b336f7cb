package io.celltwin.adapter.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.contract.ScriptedDriver;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.device.DeviceSettings;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.driver.WriteOutcome.Refused;
import io.celltwin.adapter.driver.WriteOutcome.Unknown;
import io.celltwin.model.ModelCatalog;
import io.celltwin.model.ThingModel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandedDriverTest {

    private static final ThingModel MODEL = ModelCatalog.bundled().get("calender-1.0.0");
    private static final String SETPOINT = "/features/drive/properties/rollSpeedSetpoint";
    private static final CommandAccess DEMO = new CommandAccess(Set.of("demo"), Set.of());
    private static final Map<String, Object> ACCEPTING = Map.of("acceptCommands", true);

    private final ScriptedDriver devices = new ScriptedDriver();
    private final Router router = new Router();
    private final RecordingListener listener = new RecordingListener();

    private final List<CommandRecord> records = new CopyOnWriteArrayList<>();

    @BeforeEach
    void switchOn() {
        devices.switchOn("calender");
    }

    @Test
    void aCommandWritesAndIsAnsweredByWhatTheDeviceHolds() throws Exception {
        try (DeviceLink link = connect(DEMO, ACCEPTING)) {
            CommandAnswer answer = router.send("write", "{\"property\":\"%s\",\"value\":42.5}".formatted(SETPOINT));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.isSuccess()).isTrue();
            assertThat(answer.body())
                    .startsWith("{\"property\":\"%s\",\"value\":42.5,\"observedAt\":\"2".formatted(SETPOINT));
            listener.awaitValue("rollSpeedSetpoint", 42.5);
        }
    }

    @Test
    void itIsToldWhoWantedWhatAndWhatBecameOfIt() throws Exception {
        aCommandWritesAndIsAnsweredByWhatTheDeviceHolds();
        aCommandOfAnotherNameOrAHugeOneIsRefused();
        assertThat(records).hasSizeGreaterThanOrEqualTo(2);
        CommandRecord written = records.get(0);
        assertThat(written.device()).isEqualTo(new DeviceKey("demo", "demo:calender"));
        assertThat(written.originator()).contains("celltwin:ada");
        assertThat(written.property()).isPresent();
        assertThat(written.value()).isPresent();
        assertThat(written.answer().status()).isEqualTo(200);
        CommandRecord refused = records.get(records.size() - 1);
        assertThat(refused.property()).isEmpty();
        assertThat(refused.answer().status()).isEqualTo(400);
    }

    @Test
    void aDeviceTakesCommandsOnlyWhereTenantModelAndRegistrationAllowIt() throws Exception {
        assertThat(takesCommands(CommandAccess.NONE, ACCEPTING)).isFalse();
        assertThat(takesCommands(new CommandAccess(Set.of("other"), Set.of()), ACCEPTING))
                .isFalse();
        assertThat(takesCommands(DEMO, Map.of())).isFalse();
        assertThat(takesCommands(DEMO, Map.of("acceptCommands", false))).isFalse();
        assertThat(takesCommands(new CommandAccess(Set.of("demo"), Set.of("coater-1.0.0")), ACCEPTING))
                .isFalse();
        assertThat(takesCommands(new CommandAccess(Set.of("demo"), Set.of(MODEL.name())), ACCEPTING))
                .isTrue();
        assertThat(takesCommands(DEMO, ACCEPTING)).isTrue();
    }

    @Test
    void aSettingThatIsNeitherTrueNorFalseIsNamed() {
        CompletionStage<DeviceLink> attempt =
                driver(devices, DEMO).connect(device(Map.of("acceptCommands", "yes")), listener);
        assertThatThrownBy(() -> attempt.toCompletableFuture().get())
                .cause()
                .isInstanceOf(DeviceConfigurationException.class)
                .hasMessage("setting acceptCommands must be true or false");
    }

    @Test
    void noCommandsComeOnceTheLinkIsClosedOrLost() throws Exception {
        connect(DEMO, ACCEPTING).close();
        assertThat(router.handlers).isEmpty();

        connect(DEMO, ACCEPTING);
        assertThat(router.handlers).hasSize(1);
        devices.switchOff("calender");
        assertThat(listener.losses()).hasSize(1);
        assertThat(router.handlers).isEmpty();
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
        try (DeviceLink link = connect(DEMO, ACCEPTING)) {
            int cycles = listener.cycles().size();
            CommandAnswer answer = router.send("write", payload);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.body()).contains(reason).startsWith("{\"error\":");
            assertThat(listener.cycles()).hasSize(cycles);
        }
    }

    @Test
    void aCommandOfAnotherNameOrAHugeOneIsRefused() throws Exception {
        try (DeviceLink link = connect(DEMO, ACCEPTING)) {
            assertThat(router.send("explode", "{}"))
                    .isEqualTo(new CommandAnswer(400, "{\"error\":\"there is no command explode, only write\"}"));
            assertThat(router.send("write", " ".repeat(100_000)).body()).contains("longer than 65536 bytes");
        }
    }

    @Test
    void eachOutcomeHasAnAnswerOfItsOwn() throws Exception {
        assertThat(statusOf(new Refused(Refusal.NOT_SUPPORTED, "no"))).isEqualTo(501);
        assertThat(statusOf(new Refused(Refusal.INVALID_VALUE, "no"))).isEqualTo(400);
        assertThat(statusOf(new Refused(Refusal.REFUSED_BY_DEVICE, "no"))).isEqualTo(409);
        assertThat(statusOf(new Refused(Refusal.NOT_CONNECTED, "no"))).isEqualTo(503);
        assertThat(statusOf(new Unknown("no"))).isEqualTo(504);
    }

    @Test
    void aSecondCommandIsRefusedWhileTheFirstIsCarriedOut() throws Exception {
        FixedLink slow = new FixedLink(new CompletableFuture<>());
        driver(slow, DEMO).connect(device(ACCEPTING), listener);
        CompletableFuture<CommandAnswer> first = router.begin("write", writing(1));
        assertThat(router.send("write", writing(2)).status()).isEqualTo(429);
        slow.outcome.complete(new Unknown("lost"));
        assertThat(first.get(10, TimeUnit.SECONDS).status()).isEqualTo(504);
        assertThat(router.send("write", writing(3)).status()).isEqualTo(504);
    }

    @Test
    void aDriverThatFailsIsNoReasonToFallSilent() throws Exception {
        driver(new FixedLink(CompletableFuture.failedFuture(new IllegalStateException("bug"))), DEMO)
                .connect(device(ACCEPTING), listener);
        assertThat(router.send("write", writing(1)).status()).isEqualTo(500);
        assertThat(router.send("write", writing(1)).status()).isEqualTo(500);
    }

    private int statusOf(WriteOutcome outcome) throws Exception {
        driver(new FixedLink(CompletableFuture.completedFuture(outcome)), DEMO).connect(device(ACCEPTING), listener);
        return router.send("write", writing(1)).status();
    }

    private boolean takesCommands(CommandAccess access, Map<String, Object> settings) throws Exception {
        try (DeviceLink link = connect(access, settings)) {
            return !router.handlers.isEmpty();
        }
    }

    private DeviceLink connect(CommandAccess access, Map<String, Object> settings) throws Exception {
        return driver(devices, access)
                .connect(device(settings), listener)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private CommandedDriver driver(ProtocolDriver driver, CommandAccess access) {
        return new CommandedDriver(driver, access, router, records::add);
    }

    private static String writing(int value) {
        return "{\"property\":\"%s\",\"value\":%d}".formatted(SETPOINT, value);
    }

    private static Device device(Map<String, Object> settings) {
        return new Device(
                "demo",
                "demo:calender",
                MODEL,
                URI.create("scripted://calender"),
                Map.of(),
                new DeviceSettings(settings));
    }

    /** Brings commands from the test. */
    private static final class Router implements CommandSource {

        private final Map<DeviceKey, Function<ReceivedCommand, CompletionStage<CommandAnswer>>> handlers =
                new HashMap<>();

        @Override
        public Subscription subscribe(
                DeviceKey device, Function<ReceivedCommand, CompletionStage<CommandAnswer>> handler) {
            handlers.put(device, handler);
            return () -> handlers.remove(device);
        }

        private CompletableFuture<CommandAnswer> begin(String name, String payload) {
            return handlers.get(new DeviceKey("demo", "demo:calender"))
                    .apply(new ReceivedCommand(
                            name, payload.getBytes(StandardCharsets.UTF_8), Optional.of("celltwin:ada")))
                    .toCompletableFuture();
        }

        private CommandAnswer send(String name, String payload) throws Exception {
            return begin(name, payload).get(10, TimeUnit.SECONDS);
        }
    }

    /** A driver whose links answer every write alike. */
    private static final class FixedLink implements ProtocolDriver, DeviceLink {

        private final CompletableFuture<WriteOutcome> outcome;

        private FixedLink(CompletableFuture<WriteOutcome> outcome) {
            this.outcome = outcome;
        }

        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public Set<String> schemes() {
            return Set.of("scripted");
        }

        @Override
        public CompletionStage<DeviceLink> connect(Device device, LinkListener listener) {
            return CompletableFuture.completedFuture(this);
        }

        @Override
        public CompletionStage<WriteOutcome> write(PropertyWrite write) {
            return outcome;
        }

        @Override
        public void close() {}
    }
}
