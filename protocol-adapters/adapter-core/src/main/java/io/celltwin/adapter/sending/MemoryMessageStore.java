package io.celltwin.adapter.sending;

import io.celltwin.adapter.device.DeviceKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A message store in memory. When it is full, the oldest telemetry is given up first, since newer values replace it
 * anyway; events only when there is no telemetry left.
 */
public final class MemoryMessageStore implements MessageStore {

    /** What a message costs beside its payload, roughly: objects, strings, map entries. */
    private static final int OVERHEAD = 300;

    private final long maxBytes;
    private final Map<DeviceKey, Set<OutboundMessage>> byDevice = new HashMap<>();
    private final Map<OutboundMessage.Kind, Set<OutboundMessage>> byKind = new EnumMap<>(OutboundMessage.Kind.class);
    private int messages;
    private long bytes;

    /**
     * @param maxBytes how many bytes the messages may take
     */
    public MemoryMessageStore(long maxBytes) {
        this.maxBytes = maxBytes;
        for (OutboundMessage.Kind kind : OutboundMessage.Kind.values()) {
            byKind.put(kind, new LinkedHashSet<>());
        }
    }

    @Override
    public List<OutboundMessage> add(OutboundMessage message) {
        byDevice.computeIfAbsent(message.device(), device -> new LinkedHashSet<>())
                .add(message);
        byKind.get(message.kind()).add(message);
        messages++;
        bytes += cost(message);
        List<OutboundMessage> givenUp = new ArrayList<>();
        while (bytes > maxBytes) {
            Optional<OutboundMessage> oldest = oldest();
            if (oldest.isEmpty()) {
                break;
            }
            unlink(oldest.get());
            done(oldest.get());
            givenUp.add(oldest.get());
        }
        return givenUp;
    }

    @Override
    public Optional<OutboundMessage> next(DeviceKey device) {
        Set<OutboundMessage> queue = byDevice.get(device);
        if (queue == null) {
            return Optional.empty();
        }
        OutboundMessage message = queue.iterator().next();
        unlink(message);
        return Optional.of(message);
    }

    @Override
    public void done(OutboundMessage message) {
        messages--;
        bytes -= cost(message);
    }

    @Override
    public int messages() {
        return messages;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    private Optional<OutboundMessage> oldest() {
        return byKind.values().stream()
                .map(Set::iterator)
                .filter(Iterator::hasNext)
                .map(Iterator::next)
                .findFirst();
    }

    private void unlink(OutboundMessage message) {
        byKind.get(message.kind()).remove(message);
        byDevice.computeIfPresent(message.device(), (device, queue) -> {
            queue.remove(message);
            return queue.isEmpty() ? null : queue;
        });
    }

    private static long cost(OutboundMessage message) {
        return (long) message.payload().length + OVERHEAD;
    }
}
