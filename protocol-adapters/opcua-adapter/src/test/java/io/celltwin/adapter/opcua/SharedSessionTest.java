package io.celltwin.adapter.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.opcua.security.ConnectionSecurity;
import io.celltwin.adapter.opcua.session.ServerKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Devices behind one server share one session there. */
@Timeout(120)
class SharedSessionTest {

    private static final int DEVICES = 12;

    @TempDir
    private Path directory;

    private final OpcUaDriver driver = TestConfig.DEFAULT.driver();
    private final List<DeviceLink> links = new ArrayList<>();
    private final List<RecordingListener> listeners = new ArrayList<>();

    @AfterEach
    void stop() {
        links.forEach(DeviceLink::close);
        driver.stop();
    }

    @Test
    void twelveDevicesAreReadFromAServerThatAllowsOneSession() throws Exception {
        try (TestServer server = withVariables(TestServer.startWithSessions(TestServer.freePort(), 1))) {
            connectAll(server);
            for (int i = 0; i < DEVICES; i++) {
                server.set("v" + i, 100 + i);
            }
            for (int i = 0; i < DEVICES; i++) {
                listeners.get(i).awaitValue("v" + i, 100L + i);
            }
            assertThat(server.sessions()).isEqualTo(1);
        }
    }

    @Test
    void aDeviceThatIsClosedLeavesTheSessionToTheOthersAndNothingBehind() throws Exception {
        try (TestServer server = withVariables(TestServer.start())) {
            connectAll(server);
            await().until(() -> server.watchedItems() == DEVICES);
            assertThat(server.subscriptions())
                    .as("devices of one publishing interval share a subscription")
                    .isOne();

            links.get(0).close();
            links.get(0).close();

            await().until(() -> server.watchedItems() == DEVICES - 1);
            server.set("v1", 77);
            listeners.get(1).awaitValue("v1", 77L);
            assertThat(server.sessions()).isEqualTo(1);
            assertThat(listeners).allSatisfy(each -> assertThat(each.losses()).isEmpty());

            links.forEach(DeviceLink::close);
            await().until(() -> server.sessions() == 0);
        }
    }

    @Test
    void everyDeviceIsToldOnceThatTheServerIsLostAndIsReadAgainInOneNewSession() throws Exception {
        int port;
        try (TestServer mortal = withVariables(TestServer.start())) {
            port = mortal.port();
            connectAll(mortal);
        }
        for (RecordingListener each : listeners) {
            assertThat(each.awaitLoss()).isNotBlank();
        }
        List<RecordingListener> before = List.copyOf(listeners);
        listeners.clear();
        links.clear();

        try (TestServer reborn = withVariables(TestServer.startWithSessions(port, 1))) {
            connectAll(reborn);
            reborn.set("v3", 33);
            listeners.get(3).awaitValue("v3", 33L);
            assertThat(reborn.sessions()).isEqualTo(1);
        }
        assertThat(before).allSatisfy(each -> assertThat(each.losses()).hasSize(1));
    }

    @Test
    void everyDeviceIsToldThatThereIsNoServer() throws Exception {
        String nowhere = "opc.tcp://127.0.0.1:" + TestServer.freePort();
        List<CompletableFuture<DeviceLink>> attempts = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            attempts.add(driver.connect(device(i, nowhere, Map.of()), new RecordingListener())
                    .toCompletableFuture());
        }
        for (CompletableFuture<DeviceLink> attempt : attempts) {
            assertThatThrownBy(() -> attempt.get(30, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessage("connection refused");
        }
    }

    @Test
    void aDeviceThatComesAfterTheLastHasLeftGetsANewSession() throws Exception {
        try (TestServer server = withVariables(TestServer.start())) {
            for (int round = 0; round < 3; round++) {
                DeviceLink link = connect(0, server.address(), new RecordingListener());
                link.close();
            }
            RecordingListener listener = new RecordingListener();
            links.add(connect(0, server.address(), listener));
            server.set("v0", 5);
            listener.awaitValue("v0", 5L);
            await().until(() -> server.sessions() == 1);
        }
    }

    @Test
    void aDeviceWhosePathIsAnotherServerGetsASessionOfItsOwn() {
        ServerKey server = key("opc.tcp://Plant:4840/");
        assertThat(server).isEqualTo(key("opc.tcp://plant:4840"));
        assertThat(server).isNotEqualTo(key("opc.tcp://plant:4840/other")).isNotEqualTo(key("opc.tcp://plant:4841"));
    }

    @Test
    void aDeviceThatWaitsForAnotherTimeGetsASessionOfItsOwn() {
        String address = "opc.tcp://plant:4840";
        assertThat(key(address, Duration.ofSeconds(5))).isNotEqualTo(key(address, Duration.ofSeconds(9)));
    }

    private static ServerKey key(String address) {
        return key(address, Duration.ofSeconds(5));
    }

    private static ServerKey key(String address, Duration requestTimeout) {
        return ServerKey.of(URI.create(address), ConnectionSecurity.NONE, Optional.empty(), requestTimeout);
    }

    private static TestServer withVariables(TestServer server) {
        for (int i = 0; i < DEVICES; i++) {
            server.variable("v" + i, i);
        }
        return server;
    }

    /** All at once, as an adapter does that starts. */
    private void connectAll(TestServer server) throws Exception {
        List<CompletableFuture<DeviceLink>> attempts = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            RecordingListener listener = new RecordingListener();
            listeners.add(listener);
            attempts.add(driver.connect(device(i, server.address(), Map.of()), listener)
                    .toCompletableFuture());
        }
        for (CompletableFuture<DeviceLink> attempt : attempts) {
            links.add(attempt.get(60, TimeUnit.SECONDS));
        }
        listeners.forEach(listener -> listener.awaitCycles(1));
    }

    private DeviceLink connect(int number, String address, RecordingListener listener) throws Exception {
        return driver.connect(device(number, address, Map.of()), listener)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private Device device(int number, String address, Map<String, Object> settings) {
        return new TestModel().property("v" + number).device(directory, address, settings);
    }
}
