package io.celltwin.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.celltwin.kafka.EmbeddedKafka;
import io.celltwin.standalone.disk.DiskGuard;
import io.celltwin.standalone.disk.DiskReserve;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerKeeperTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PLENTY = 1L << 30;

    @TempDir
    Path directory;

    private volatile long freeBytes = PLENTY;
    private final DiskGuard disk = new DiskGuard(() -> freeBytes, new DiskReserve(1 << 20));

    @Test
    void theBrokerWaitsWhileTheDiskIsExhaustedAndComesBack() {
        AtomicInteger starts = new AtomicInteger();
        try (BrokerKeeper keeper = new BrokerKeeper(
                () -> {
                    starts.incrementAndGet();
                    return EmbeddedKafka.start(directory, 0);
                },
                disk)) {
            keeper.start();
            awaitState(keeper, BrokerKeeper.State.RUNNING);

            freeBytes = 0;
            disk.look();
            awaitState(keeper, BrokerKeeper.State.AWAY);
            assertThat(starts).hasValue(1);

            freeBytes = PLENTY;
            disk.look();
            awaitState(keeper, BrokerKeeper.State.RUNNING);
            assertThat(starts).hasValue(2);
            assertThat(keeper.failure().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void aBrokerThatGaveUpIsStartedAgain() throws IOException {
        Path records = directory.resolve("records");
        Path gone = directory.resolve("gone");
        try (BrokerKeeper keeper = new BrokerKeeper(() -> EmbeddedKafka.start(records, 0), disk)) {
            keeper.start();
            awaitState(keeper, BrokerKeeper.State.RUNNING);

            Files.move(records, gone);
            Files.createFile(records);
            awaitState(keeper, BrokerKeeper.State.AWAY);
            Files.delete(records);
            Files.move(gone, records);

            awaitState(keeper, BrokerKeeper.State.RUNNING);
            assertThat(keeper.failure().toCompletableFuture()).isNotDone();
        }
    }

    @Test
    void aBrokerThatNeverStartedIsTold() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        try (BrokerKeeper keeper = new BrokerKeeper(() -> EmbeddedKafka.start(file.resolve("kafka"), 0), disk)) {
            keeper.start();

            assertThat(keeper.failure().toCompletableFuture())
                    .succeedsWithin(PATIENCE)
                    .asString()
                    .contains("cannot write to its directory");
        }
    }

    private static void awaitState(BrokerKeeper keeper, BrokerKeeper.State state) {
        await().atMost(PATIENCE).until(() -> keeper.state() == state);
    }
}
