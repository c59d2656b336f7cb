package io.celltwin.adapter.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.adapter.driver.WriteOutcome.Refused;
import io.celltwin.adapter.driver.WriteOutcome.Written;
import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A device in memory. Every change is a read cycle of its own, told before the method that made it returns. */
public final class ScriptedDevice {

    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, String> faults = new HashMap<>();
    private final List<Link> links = new ArrayList<>();

    /** Gives a property a good value. */
    public synchronized void set(String name, Object value) {
        faults.remove(name);
        values.put(name, value);
        tell(name);
    }

    /** Makes a property unreadable. */
    public synchronized void fail(String name, String reason) {
        faults.put(name, reason);
        tell(name);
    }

    /** How many links are open. */
    public synchronized int links() {
        return links.size();
    }

    synchronized void loseLinks(String reason) {
        List<Link> lost = List.copyOf(links);
        links.clear();
        lost.forEach(link -> link.listener.lost(reason));
    }

    synchronized CompletionStage<DeviceLink> link(Device device, LinkListener listener) {
        Link link = new Link(device, listener);
        links.add(link);
        listener.readings(link.properties().stream().map(this::read).toList());
        return CompletableFuture.completedFuture(link);
    }

    private synchronized WriteOutcome hold(Link link, PropertyWrite write) {
        if (!links.contains(link)) {
            return new Refused(Refusal.NOT_CONNECTED, "not connected");
        }
        String name = write.property().name();
        if (!initial(write.property()).getClass().isInstance(write.value())) {
            return new Refused(Refusal.INVALID_VALUE, "%s cannot be %s".formatted(name, write.value()));
        }
        set(name, write.value());
        return new Written(read(write.property()));
    }

    private void tell(String name) {
        for (Link link : List.copyOf(links)) {
            link.listener.readings(link.properties().stream()
                    .filter(property -> property.name().equals(name))
                    .map(this::read)
                    .toList());
        }
    }

    private Reading read(ModelProperty property) {
        String fault = faults.get(property.name());
        return fault == null
                ? Reading.good(property, values.getOrDefault(property.name(), initial(property)), Instant.now())
                : Reading.bad(property, fault, Instant.now());
    }

    private static Object initial(ModelProperty property) {
        JsonNode type = property.schema().path("type");
        return switch (type.asText()) {
            case "boolean" -> false;
            case "integer" -> 1L;
            case "number" ->
                property.minimum().map(minimum -> Math.max(minimum, 1.0)).orElse(1.0);
            default -> "";
        };
    }

    private final class Link implements DeviceLink {

        private final Device device;
        private final LinkListener listener;

        private Link(Device device, LinkListener listener) {
            this.device = device;
            this.listener = listener;
        }

        private List<ModelProperty> properties() {
            return device.model().properties().stream()
                    .filter(property -> !property.forms().isEmpty())
                    .toList();
        }

        @Override
        public CompletionStage<WriteOutcome> write(PropertyWrite write) {
            return CompletableFuture.completedFuture(hold(this, write));
        }

        @Override
        public CompletionStage<Reading> read(ModelProperty property) {
            synchronized (ScriptedDevice.this) {
                return CompletableFuture.completedFuture(ScriptedDevice.this.read(property));
            }
        }

        @Override
        public void close() {
            synchronized (ScriptedDevice.this) {
                links.remove(this);
            }
        }
    }
}
