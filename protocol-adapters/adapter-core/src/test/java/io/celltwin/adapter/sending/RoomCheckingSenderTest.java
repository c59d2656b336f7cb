package io.celltwin.adapter.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RoomCheckingSenderTest {

    @Test
    void nothingIsSentWhileTheDiskIsNearlyFullAndItIsWorthTryingAgain() {
        List<OutboundMessage> sent = new ArrayList<>();
        AtomicBoolean room = new AtomicBoolean(false);
        MessageSender sender = new RoomCheckingSender(
                message -> {
                    sent.add(message);
                    return CompletableFuture.completedFuture(null);
                },
                room::get);

        assertThat(sender.send(null).toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("nearly full")
                .matches(e -> !(e.getCause() instanceof UndeliverableException));
        assertThat(sent).isEmpty();

        room.set(true);
        assertThat(sender.send(null).toCompletableFuture()).isCompleted();
        assertThat(sent).hasSize(1);
    }
}
