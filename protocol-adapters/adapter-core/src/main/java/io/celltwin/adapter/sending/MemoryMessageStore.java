package io.celltwin.adapter.sending;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.sending.OutboundMessage.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A message store in memory. A device's waiting values are one message, however long they wait: each later one is laid over it,
 * so that what waits grows with the number of devices and not with time. Events are kept one by one. When the store is full
 * nevertheless, the oldest telemetry is given up first; events only when there is no telemetry left.
 */
public final class MemoryMessageStore implements MessageStore {

    /** What a message costs beside its payload, roughly: objects, strings, map entries. */
    private static final int OVERHEAD = 300;

    private final long maxBytes;
    private final Map<DeviceKey, DeviceMessages> byDevice = new HashMap<>();
    private final Map<Kind, Set<Waiting>> byKind = new EnumMap<>(Kind.class);
    private int messages;
    private long bytes;

    /**
     * @param maxBytes how many bytes the messages may take
     */
    public MemoryMessageStore(long maxBytes) {
        this.maxBytes = maxBytes;
        for (Kind kind : Kind.values()) {
            byKind.put(kind, new LinkedHashSet<>());
        }
    }

    @Override
    public Addition add(OutboundMessage message) {
        DeviceMessages ofDevice = byDevice.computeIfAbsent(message.device(), device -> new DeviceMessages());
        Optional<Waiting> present = ofDevice.mergeable(message);
        if (present.isPresent()) {
            Waiting waiting = present.get();
            bytes -= cost(waiting.message);
            waiting.message = waiting.message.followedBy(message);
            bytes += cost(waiting.message);
        } else {
            Waiting waiting = new Waiting(message);
            ofDevice.add(waiting);
            byKind.get(message.kind()).add(waiting);
            messages++;
            bytes += cost(message);
        }
        return new Addition(present.isPresent(), makeRoom());
    }

    @Override
    public Optional<Kind> waiting(DeviceKey device) {
        DeviceMessages ofDevice = byDevice.get(device);
        return ofDevice == null ? Optional.empty() : Optional.of(ofDevice.mostUrgent());
    }

    @Override
    public Optional<OutboundMessage> next(DeviceKey device) {
        DeviceMessages ofDevice = byDevice.get(device);
        if (ofDevice == null) {
            return Optional.empty();
        }
        Waiting waiting = ofDevice.oldest();
        unlink(waiting);
        return Optional.of(waiting.message);
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

    private List<OutboundMessage> makeRoom() {
        List<OutboundMessage> givenUp = new ArrayList<>();
        while (bytes > maxBytes) {
            Optional<Waiting> oldest = oldest();
            if (oldest.isEmpty()) {
                break;
            }
            unlink(oldest.get());
            done(oldest.get().message);
            givenUp.add(oldest.get().message);
        }
        return givenUp;
    }

    private Optional<Waiting> oldest() {
        return byKind.values().stream()
                .filter(waiting -> !waiting.isEmpty())
                .map(Collection::iterator)
                .map(Iterator::next)
                .findFirst();
    }

    private void unlink(Waiting waiting) {
        byKind.get(waiting.message.kind()).remove(waiting);
        byDevice.computeIfPresent(waiting.message.device(), (device, ofDevice) -> {
            ofDevice.remove(waiting);
            return ofDevice.isEmpty() ? null : ofDevice;
        });
    }

    private static long cost(OutboundMessage message) {
        return message.content().bytes() + OVERHEAD;
    }

    /** A place in the queue. Its message becomes a newer one while it waits, its place stays. */
    private static final class Waiting {

        private OutboundMessage message;

        private Waiting(OutboundMessage message) {
            this.message = message;
        }
    }

    /** What waits for one device; never empty but while it is changed. */
    private static final class DeviceMessages {

        private final Set<Waiting> inOrder = new LinkedHashSet<>();
        /** The last telemetry of each subject. Only over the last one a newer one may be laid. */
        private final Map<Object, Waiting> lastOfSubject = new HashMap<>();

        private int events;

        private Optional<Waiting> mergeable(OutboundMessage message) {
            return Optional.ofNullable(lastOfSubject.get(message.content().subject()))
                    .filter(last -> last.message.canBeFollowedBy(message));
        }

        private void add(Waiting waiting) {
            inOrder.add(waiting);
            if (waiting.message.kind() == Kind.EVENT) {
                events++;
            } else {
                lastOfSubject.put(waiting.message.content().subject(), waiting);
            }
        }

        private void remove(Waiting waiting) {
            inOrder.remove(waiting);
            if (waiting.message.kind() == Kind.EVENT) {
                events--;
            } else {
                lastOfSubject.remove(waiting.message.content().subject(), waiting);
            }
        }

        private Waiting oldest() {
            return inOrder.iterator().next();
        }

        private Kind mostUrgent() {
            return events > 0 ? Kind.EVENT : Kind.TELEMETRY;
        }

        private boolean isEmpty() {
            return inOrder.isEmpty();
        }
    }
}
