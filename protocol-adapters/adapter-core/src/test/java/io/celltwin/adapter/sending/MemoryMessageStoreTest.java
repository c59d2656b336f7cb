package io.celltwin.adapter.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.sending.OutboundMessage.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MemoryMessageStoreTest {

    private static final DeviceKey FILLER = new DeviceKey("demo", "demo:filler-1");
    private static final String PAYLOAD = "x".repeat(700);

    /** Room for three messages of 700 bytes with their overhead. */
    private final MemoryMessageStore store = new MemoryMessageStore(3_000);

    @Test
    void givesADevicesMessagesInOrder() {
        OutboundMessage first = telemetry("demo:filler-1");
        OutboundMessage other = telemetry("demo:coater-1");
        OutboundMessage second = telemetry("demo:filler-1");
        store.add(first);
        store.add(other);
        store.add(second);
        assertThat(store.next(FILLER)).containsSame(first);
        assertThat(store.next(FILLER)).containsSame(second);
        assertThat(store.next(FILLER)).isEmpty();
    }

    @Test
    void givesUpTheOldestTelemetryWhenFull() {
        OutboundMessage first = telemetry("demo:filler-1");
        OutboundMessage second = telemetry("demo:coater-1");
        store.add(first);
        store.add(second);
        store.add(telemetry("demo:coater-1"));
        assertThat(store.add(telemetry("demo:coater-1")).givenUp()).containsExactly(first);
        assertThat(store.add(telemetry("demo:coater-1")).givenUp()).containsExactly(second);
        assertThat(store.next(FILLER)).isEmpty();
        assertThat(store.messages()).isEqualTo(3);
    }

    @Test
    void givesUpEventsOnlyWhenThereIsNoTelemetryLeft() {
        OutboundMessage alarm = event("demo:filler-1");
        OutboundMessage value = telemetry("demo:filler-1");
        store.add(alarm);
        store.add(value);
        store.add(event("demo:filler-1"));
        assertThat(store.add(event("demo:filler-1")).givenUp()).containsExactly(value);
        assertThat(store.add(event("demo:filler-1")).givenUp()).containsExactly(alarm);
    }

    @Test
    void doesNotGiveUpAMessageThatIsBeingSent() {
        OutboundMessage sending = telemetry("demo:filler-1");
        store.add(sending);
        store.next(FILLER);
        OutboundMessage next = telemetry("demo:filler-1");
        store.add(next);
        store.add(telemetry("demo:filler-1"));
        assertThat(store.add(telemetry("demo:filler-1")).givenUp()).containsExactly(next);
    }

    @Test
    void refusesAMessageForWhichItCanMakeNoRoom() {
        OutboundMessage huge = OutboundMessage.telemetry(FILLER, TestContent.alone("x".repeat(5_000)));
        assertThat(store.add(huge).givenUp()).containsExactly(huge);
        assertThat(store.messages()).isZero();
        assertThat(store.bytes()).isZero();
    }

    @Test
    void keepsTheSpaceOfWhatIsLaidOverWhatWaits() {
        for (int i = 0; i < 1_000; i++) {
            store.add(OutboundMessage.telemetry(FILLER, new Latest("x".repeat(i))));
        }
        assertThat(store.messages()).isEqualTo(1);
        assertThat(store.bytes()).isBetween(999L, 1_500L);
        OutboundMessage taken = store.next(FILLER).orElseThrow();
        assertThat(taken.content().bytes()).isEqualTo(999);
        assertThat(store.waiting(FILLER)).isEmpty();
        store.done(taken);
        assertThat(store.bytes()).isZero();
    }

    @Test
    void laysNothingOverWhatIsBeingSent() {
        OutboundMessage first = OutboundMessage.telemetry(FILLER, new Latest("first"));
        store.add(first);
        assertThat(store.next(FILLER)).containsSame(first);
        assertThat(store.add(OutboundMessage.telemetry(FILLER, new Latest("second")))
                        .merged())
                .isFalse();
        assertThat(store.add(OutboundMessage.telemetry(FILLER, new Latest("third")))
                        .merged())
                .isTrue();
        assertThat(store.next(FILLER).orElseThrow().content()).isEqualTo(new Latest("third"));
    }

    @Test
    void saysThatAnEventWaitsHoweverMuchElseDoes() {
        assertThat(store.waiting(FILLER)).isEmpty();
        store.add(telemetry("demo:filler-1"));
        assertThat(store.waiting(FILLER)).contains(Kind.TELEMETRY);
        store.add(event("demo:filler-1"));
        assertThat(store.waiting(FILLER)).contains(Kind.EVENT);
    }

    @Test
    void isEmptyWhenAllIsDone() {
        store.add(telemetry("demo:filler-1"));
        store.add(event("demo:filler-1"));
        store.done(store.next(FILLER).orElseThrow());
        store.done(store.next(FILLER).orElseThrow());
        assertThat(store.messages()).isZero();
        assertThat(store.bytes()).isZero();
    }

    private static OutboundMessage telemetry(String device) {
        return OutboundMessage.telemetry(new DeviceKey("demo", device), TestContent.alone(PAYLOAD));
    }

    private static OutboundMessage event(String device) {
        return OutboundMessage.event(new DeviceKey("demo", device), TestContent.alone(PAYLOAD));
    }

    /** Of which only the latest counts. */
    private record Latest(String text) implements MessageContent {

        @Override
        public byte[] payload() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public long bytes() {
            return text.length();
        }

        @Override
        public Object subject() {
            return "values";
        }

        @Override
        public MessageContent followedBy(MessageContent later) {
            return later;
        }
    }
}
