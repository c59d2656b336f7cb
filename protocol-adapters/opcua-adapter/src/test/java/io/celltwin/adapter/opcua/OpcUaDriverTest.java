package io.celltwin.adapter.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver against a real OPC-UA server. */
@Timeout(120)
class OpcUaDriverTest {

    private static TestServer server;

    @TempDir
    private Path models;

    private final OpcUaDriver driver = TestConfig.DEFAULT.driver();
    private final OpcUaDriver impatientDriver = TestConfig.DEFAULT.impatient().driver();
    private final RecordingListener recorded = new RecordingListener();
    private DeviceLink link;

    @BeforeAll
    static void startServer() throws Exception {
        server = TestServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stop() {
        if (link != null) {
            link.close();
        }
        driver.stop();
        impatientDriver.stop();
    }

    @Test
    void readsMoreNodesInTheFirstCycleThanTheServerTakesAtATime() throws Exception {
        server.variable("a", 1.5)
                .variable("b", 2)
                .variable("c", true)
                .variable("d", "Idle")
                .variable("e", new Double[] {1.0, 2.0});

        connect(new TestModel()
                .property("a")
                .property("b")
                .property("c")
                .property("d")
                .property("e"));

        Map<String, Reading> first = recorded.cycle(0);
        assertThat(first).hasSize(5);
        assertThat(first.get("a").value()).isEqualTo(1.5);
        assertThat(first.get("b").value()).isEqualTo(2L);
        assertThat(first.get("c").value()).isEqualTo(true);
        assertThat(first.get("d").value()).isEqualTo("Idle");
        assertThat(first.get("e").value()).isEqualTo(List.of(1.0, 2.0));
        server.set("e", new Double[] {3.0});
        recorded.awaitValue("e", List.of(3.0));
    }

    @Test
    void tellsAChangeWithTheTimeOfItsSource() throws Exception {
        Instant time = Instant.parse("2026-01-02T03:04:05.600Z");
        server.variable("a", 1.0);
        connect(new TestModel().property("a"));
        recorded.awaitCycles(1);

        server.set("a", new DataValue(new Variant(2.0), StatusCode.GOOD, new DateTime(time)));

        recorded.awaitValue("a", 2.0);
        assertThat(recorded.cycles().stream()
                        .flatMap(List::stream)
                        .filter(reading -> reading.value().equals(2.0)))
                .allSatisfy(reading -> {
                    assertThat(reading.sourceTime()).isEqualTo(time);
                    assertThat(reading.deviceClock()).isTrue();
                });
    }

    @Test
    void tellsChangesThatComeTogetherAsOneCycle() throws Exception {
        server.variable("a", 0).variable("b", 0).variable("c", 0);
        TestModel model = new TestModel();
        for (String name : List.of("a", "b", "c")) {
            model.property(name).withForm("cell:publishingInterval", 500);
        }
        link = driver.connect(model.device(models, server.address(), Map.of()), recorded)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        // The values as read and as first published.
        await().until(() -> recorded.cycles().stream().mapToInt(List::size).sum() == 6);
        int before = recorded.cycles().size();

        server.set("a", 1);
        server.set("b", 1);
        server.set("c", 1);

        recorded.awaitCycles(before + 1);
        assertThat(recorded.cycle(before)).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void callsAValueBadByTheNameOfItsStatusAndGoodAgain() throws Exception {
        server.variable("a", 1.0).variable("b", 1.0);
        connect(new TestModel().property("a").property("b"));
        recorded.awaitCycles(1);

        server.fail("a", StatusCodes.Bad_SensorFailure);
        await().until(() -> badReasons("a").contains("Bad_SensorFailure"));
        server.set("a", 3.0);

        recorded.awaitValue("a", 3.0);
        assertThat(badReasons("b")).isEmpty();
    }

    @Test
    void takesAnUncertainValueForBad() throws Exception {
        server.variable("a", 1.0);
        server.set("a", new DataValue(new Variant(1.0), new StatusCode(StatusCodes.Uncertain_LastUsableValue)));

        connect(new TestModel().property("a"));

        assertThat(recorded.cycle(0).get("a").badReason()).contains("Uncertain_LastUsableValue");
    }

    @Test
    void goesOnWithTheOthersWhenANodeOrItsNamespaceDoesNotExist() throws Exception {
        server.variable("a", 1.0);

        connect(new TestModel()
                .property("missing")
                .property("foreign", "nsu=urn:nowhere;s=x")
                .property("a"));

        Map<String, Reading> first = recorded.cycle(0);
        assertThat(first.get("missing").badReason()).contains("Bad_NodeIdUnknown");
        assertThat(first.get("foreign").badReason()).contains("the server has no namespace urn:nowhere");
        assertThat(first.get("a").value()).isEqualTo(1.0);
        server.set("a", 2.0);
        recorded.awaitValue("a", 2.0);
    }

    @Test
    void findsNodesByEveryKindOfIdentifier() throws Exception {
        server.variable(uint(7), 1).variable(new UUID(1, 2), 2).variable(ByteString.of(new byte[] {1, 2, 3}), 3);
        String namespace = "nsu=" + TestServer.NAMESPACE;

        connect(new TestModel()
                .property("numeric", namespace + ";i=7")
                .property("guid", namespace + ";g=00000000-0000-0001-0000-000000000002")
                .property("opaque", namespace + ";b=AQID")
                .property("serverState", "i=2259"));

        Map<String, Reading> first = recorded.cycle(0);
        assertThat(first.get("numeric").value()).isEqualTo(1L);
        assertThat(first.get("guid").value()).isEqualTo(2L);
        assertThat(first.get("opaque").value()).isEqualTo(3L);
        assertThat(first.get("serverState").value()).isEqualTo(0L);
    }

    @Test
    void tellsOfALostServerOnceAndReadsItAgainAfterANewConnection() throws Exception {
        TestModel model = new TestModel().property("a");
        int port;
        try (TestServer mortal = TestServer.start().variable("a", 1.0)) {
            port = mortal.port();
            link = driver.connect(model.device(models, mortal.address(), Map.of()), recorded)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            recorded.awaitCycles(1);
        }
        assertThat(recorded.awaitLoss()).isNotBlank();

        try (TestServer reborn =
                TestServer.start(port, Set.of(SecurityPolicy.None)).variable("a", 2.0)) {
            RecordingListener again = new RecordingListener();
            link = driver.connect(model.device(models, reborn.address(), Map.of()), again)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);

            again.awaitValue("a", 2.0);
            assertThat(recorded.losses()).hasSize(1);
        }
    }

    @Test
    void findsItsNodesByTheirNamespaceAfterARestartThatNumbersItOtherwise() throws Exception {
        TestModel model = new TestModel().property("a");
        int port;
        try (TestServer before = TestServer.start().variable("a", 1.0)) {
            port = before.port();
            link = driver.connect(model.device(models, before.address(), Map.of()), recorded)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            recorded.awaitValue("a", 1.0);
        }
        recorded.awaitLoss();

        try (TestServer after = TestServer.startAfterAnotherNamespace(port).variable("a", 2.0)) {
            RecordingListener again = new RecordingListener();
            link = driver.connect(model.device(models, after.address(), Map.of()), again)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            again.awaitValue("a", 2.0);
        }
    }

    @Test
    void losesAServerThatIsCutOffWithoutAWord() throws Exception {
        server.variable("cut", 1.0);
        try (FreezingProxy proxy = new FreezingProxy(server.port())) {
            link = impatientDriver
                    .connect(
                            new TestModel()
                                    .property("cut")
                                    .device(models, "opc.tcp://127.0.0.1:" + proxy.port(), Map.of()),
                            recorded)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            recorded.awaitCycles(1);

            proxy.freeze();

            // Within one keep-alive interval and one request timeout, and what a busy machine adds to them.
            assertThat(recorded.awaitLoss()).isNotBlank();
            assertThat(recorded.losses()).hasSize(1);
        }
    }

    @Test
    void tellsNothingAnyMoreOnceItIsClosedAndLeavesNoSession() throws Exception {
        try (TestServer own = TestServer.start().variable("a", 1.0)) {
            link = driver.connect(new TestModel().property("a").device(models, own.address(), Map.of()), recorded)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            recorded.awaitCycles(1);
            assertThat(own.sessions()).isEqualTo(1);

            link.close();
            int told = recorded.cycles().size();
            link.close();
            own.set("a", 2.0);

            await().until(() -> own.sessions() == 0);
            assertThat(recorded.cycles()).hasSize(told);
            assertThat(recorded.losses()).isEmpty();
        }
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        Device device =
                new TestModel().property("a").device(models, "opc.tcp://127.0.0.1:" + TestServer.freePort(), Map.of());

        assertThatThrownBy(() -> connectTo(device.address().toString()))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessage("connection refused");
        assertThat(recorded.cycles()).isEmpty();
        assertThat(recorded.losses()).isEmpty();
    }

    @Test
    void failsWhenTheServerTakesTheConnectionButNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> connectTo("opc.tcp://127.0.0.1:" + silent.getLocalPort()))
                    .cause()
                    .isInstanceOf(IOException.class);
        }
        assertThat(recorded.cycles()).isEmpty();
    }

    @Test
    void failsWhenTheServerSpeaksSomethingElse() throws Exception {
        try (GarbageServer garbage = new GarbageServer()) {
            assertThatThrownBy(() -> connectTo("opc.tcp://127.0.0.1:" + garbage.port()))
                    .cause()
                    .isInstanceOf(IOException.class);
        }
        assertThat(recorded.cycles()).isEmpty();
    }

    @Test
    void failsAtOnceForAnAddressWithoutAPort() {
        assertThatThrownBy(() -> connectTo("opc.tcp://127.0.0.1"))
                .cause()
                .isInstanceOf(DeviceConfigurationException.class)
                .hasMessage("address opc.tcp://127.0.0.1 is not of the form opc.tcp://host:port[/path]");
    }

    private Set<String> badReasons(String property) {
        return recorded.cycles().stream()
                .flatMap(List::stream)
                .filter(reading -> reading.property().name().equals(property))
                .map(Reading::badReason)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    private void connectTo(String address) throws Exception {
        link = impatientDriver
                .connect(new TestModel().property("a").device(models, address, Map.of()), recorded)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private void connect(TestModel model) throws Exception {
        link = driver.connect(model.device(models, server.address(), Map.of()), recorded)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }
}
