package io.celltwin.adapter.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.celltwin.adapter.device.DeviceKey;
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
        assertThat(store.add(telemetry("demo:coater-1"))).containsExactly(first);
        assertThat(store.add(telemetry("demo:coater-1"))).containsExactly(second);
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
        assertThat(store.add(event("demo:filler-1"))).containsExactly(value);
        assertThat(store.add(event("demo:filler-1"))).containsExactly(alarm);
    }

    @Test
    void doesNotGiveUpAMessageThatIsBeingSent() {
        OutboundMessage sending = telemetry("demo:filler-1");
        store.add(sending);
        store.next(FILLER);
        OutboundMessage next = telemetry("demo:filler-1");
        store.add(next);
        store.add(telemetry("demo:filler-1"));
        assertThat(store.add(telemetry("demo:filler-1"))).containsExactly(next);
    }

    @Test
    void refusesAMessageForWhichItCanMakeNoRoom() {
        OutboundMessage huge = OutboundMessage.telemetry("demo", "demo:filler-1", "x".repeat(5_000));
        assertThat(store.add(huge)).containsExactly(huge);
        assertThat(store.messages()).isZero();
        assertThat(store.bytes()).isZero();
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
        return OutboundMessage.telemetry("demo", device, PAYLOAD);
    }

    private static OutboundMessage event(String device) {
        return OutboundMessage.event("demo", device, PAYLOAD);
    }
}
