package io.celltwin.adapter.opcua.history;

import io.celltwin.adapter.device.Device;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers what was told of each device, those that were connected longest ago not for ever. Thread-safe. */
public final class ToldTimesOfDevices {

    private static final int MOST_DEVICES = 10_000;

    private final Map<Key, ToldTimes> devices = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, ToldTimes> eldest) {
            return size() > MOST_DEVICES;
        }
    };

    /**
     * @param device a device
     * @return what was told of it, as long as it was at this address
     */
    public synchronized ToldTimes of(Device device) {
        return devices.computeIfAbsent(new Key(device.tenant(), device.id(), device.address()), key -> new ToldTimes());
    }

    private record Key(String tenant, String device, URI address) {}
}
