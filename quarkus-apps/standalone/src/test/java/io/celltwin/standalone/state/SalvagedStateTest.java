package io.celltwin.standalone.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvagedStateTest {
    private static final PartReport REPORT = new PartReport("all", true, List.of());

    @TempDir
    Path root;

    private SalvagedState state;
    private final StatePart part = new StatePart("twins", directory -> REPORT, (directory, target) -> {
        Files.createDirectories(target);
        Files.writeString(target.resolve("file"), "salvaged");
        return REPORT;
    });

    @BeforeEach
    void damagedTwins() throws IOException {
        state = new SalvagedState(root);
        Files.createDirectories(root.resolve("twins"));
        Files.writeString(root.resolve("twins/file"), "damaged");
    }

    @Test
    void theDamagedPartIsKeptAsideAndTheSalvagedOneIsInItsPlace() throws IOException {
        Path aside = state.exchange(part);

        assertThat(root.resolve("twins/file")).hasContent("salvaged");
        assertThat(aside.resolve("file")).hasContent("damaged");
        assertThat(state.isUnfinished()).isFalse();
    }

    @Test
    void aSalvageThatFailsLeavesThePartAsItWas() throws IOException {
        StatePart failing = new StatePart("twins", part.check(), (directory, target) -> {
            part.salvage().to(directory, target);
            throw new IOException("No space left on device");
        });

        assertThatThrownBy(() -> state.exchange(failing)).hasMessage("No space left on device");

        assertThat(root.resolve("twins/file")).hasContent("damaged");
        try (Stream<Path> left = Files.walk(root)) {
            assertThat(left.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @Test
    void oneThatWasBrokenOffBetweenTheMovesIsNoticedAndFinished() throws IOException {
        Path aside = Files.createDirectories(root.resolve("damaged/20260101T000000Z"));
        part.salvage().to(root.resolve("twins"), aside.resolve("twins.salvaged"));
        Files.move(root.resolve("twins"), aside.resolve("twins"));
        assertThat(state.isUnfinished()).isTrue();

        state.finish();

        assertThat(state.isUnfinished()).isFalse();
        assertThat(root.resolve("twins/file")).hasContent("salvaged");
    }

    @Test
    void oneThatWasBrokenOffBeforeTheMovesIsThrownAway() throws IOException {
        Path aside = Files.createDirectories(root.resolve("damaged/20260101T000000Z"));
        part.salvage().to(root.resolve("twins"), aside.resolve("twins.salvaged"));
        assertThat(state.isUnfinished()).isFalse();

        state.finish();

        assertThat(root.resolve("twins/file")).hasContent("damaged");
        assertThat(aside.resolve("twins.salvaged")).doesNotExist();
    }
}
