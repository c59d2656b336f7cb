package io.celltwin.adapter.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.contract.RecordingListener;
import io.celltwin.adapter.driver.DeviceLink;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a server allows is enough, however little that is. */
@Timeout(120)
class ServerLimitsTest {

    private static final int NODES = 30;

    @TempDir
    private Path models;

    private final OpcUaDriver driver = TestConfig.DEFAULT.driver();
    private final RecordingListener recorded = new RecordingListener();
    private DeviceLink link;

    @AfterEach
    void stop() {
        if (link != null) {
            link.close();
        }
        driver.stop();
    }

    @Test
    void thirtyPublishingIntervalsAreServedByAServerThatAllowsFiveSubscriptions() throws Exception {
        try (TestServer server = TestServer.startWithSubscriptions(5, 1000)) {
            connect(server);
            changeAll(server);
            assertThat(server.subscriptions()).isEqualTo(5);
            assertThat(server.watchedItems()).isEqualTo(NODES);
        }
    }

    @Test
    void nodesForWhichTheServerHasNoItemLeftAreRead() throws Exception {
        try (TestServer server = TestServer.startWithSubscriptions(100, 7)) {
            connect(server);
            changeAll(server);
            assertThat(server.watchedItems()).isEqualTo(7);
        }
    }

    @Test
    void allNodesAreReadFromAServerThatAllowsNoSubscription() throws Exception {
        try (TestServer server = TestServer.startWithSubscriptions(0, 1000)) {
            connect(server);
            changeAll(server);
        }
    }

    private void changeAll(TestServer server) {
        for (int i = 0; i < NODES; i++) {
            server.set("v" + i, 100 + i);
        }
        for (int i = 0; i < NODES; i++) {
            recorded.awaitValue("v" + i, 100L + i);
        }
        assertThat(recorded.losses()).isEmpty();
    }

    private void connect(TestServer server) throws Exception {
        TestModel model = new TestModel();
        for (int i = 0; i < NODES; i++) {
            server.variable("v" + i, i);
            model.property("v" + i).withForm("cell:publishingInterval", 50 + 10 * i);
        }
        link = driver.connect(model.device(models, server.address(), Map.of()), recorded)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        recorded.awaitCycles(1);
    }
}
