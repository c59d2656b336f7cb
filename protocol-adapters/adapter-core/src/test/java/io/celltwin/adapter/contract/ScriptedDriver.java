package io.celltwin.adapter.contract;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.ProtocolDriver;
import java.net.ConnectException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A driver for devices in memory that do what a test says. Their addresses are {@code scripted://<name>}. */
public final class ScriptedDriver implements ProtocolDriver {

    private final Map<String, ScriptedDevice> devices = new ConcurrentHashMap<>();

    /** Switches on a device. */
    public ScriptedDevice switchOn(String name) {
        ScriptedDevice device = new ScriptedDevice();
        devices.put(name, device);
        return device;
    }

    /** Switches off a device: its links are lost and nobody listens at its address any more. */
    public void switchOff(String name) {
        ScriptedDevice device = devices.remove(name);
        if (device != null) {
            device.loseLinks("connection reset");
        }
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("scripted");
    }

    @Override
    public CompletionStage<DeviceLink> connect(Device device, LinkListener listener) {
        ScriptedDevice found = devices.get(device.address().getHost());
        return found == null
                ? CompletableFuture.failedFuture(new ConnectException("connection refused"))
                : found.link(device, listener);
    }
}
