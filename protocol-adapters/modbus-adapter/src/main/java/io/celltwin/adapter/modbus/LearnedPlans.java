package io.celltwin.adapter.modbus;

import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.modbus.plan.PollGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * By which requests devices want to be read, as earlier links have found out, so that a device which is connected again need not
 * refuse everything again. Forgotten when the plan itself changes. Thread-safe.
 */
final class LearnedPlans {

    /** More than that many devices with limits that nobody has set are not remembered. */
    private static final int MOST_DEVICES = 10_000;

    private final Map<DeviceKey, Learned> byDevice = new ConcurrentHashMap<>();

    private record Learned(List<PollGroup> planned, List<PollGroup> better) {}

    /** What to read instead of what was planned; that itself if nothing is known. */
    List<PollGroup> better(PlannedDevice device) {
        Learned known = byDevice.get(key(device));
        return known != null && known.planned().equals(device.groups()) ? known.better() : device.groups();
    }

    /** Keeps what a link has learnt since it was asked last. */
    void keep(PlannedDevice device, List<GroupReader> readers) {
        List<Optional<PollGroup>> learnt =
                readers.stream().map(GroupReader::takeLearnt).toList();
        if (learnt.stream().allMatch(Optional::isEmpty)
                || (byDevice.size() >= MOST_DEVICES && !byDevice.containsKey(key(device)))) {
            return;
        }
        List<PollGroup> before = better(device);
        List<PollGroup> better = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            better.add(learnt.get(i).orElse(before.get(i)));
        }
        byDevice.put(key(device), new Learned(device.groups(), List.copyOf(better)));
    }

    private static DeviceKey key(PlannedDevice device) {
        return new DeviceKey(device.tenant(), device.id());
    }
}
