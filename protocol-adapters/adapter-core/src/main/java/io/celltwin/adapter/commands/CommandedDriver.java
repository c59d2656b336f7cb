package io.celltwin.adapter.commands;

import io.celltwin.adapter.commands.CommandSource.Subscription;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceConfigurationException;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.ProtocolDriver;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.driver.WriteOutcome;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A driver whose devices take commands while they are connected, if they may take any. Thread-safe, as the driver is that does
 * the work.
 */
public final class CommandedDriver implements ProtocolDriver {

    private final ProtocolDriver driver;
    private final CommandAccess access;
    private final CommandSource commands;
    private final CommandListener listener;

    /**
     * @param driver does the work
     * @param access which devices take commands
     * @param commands brings them
     * @param listener is told of each
     */
    public CommandedDriver(
            ProtocolDriver driver, CommandAccess access, CommandSource commands, CommandListener listener) {
        this.driver = driver;
        this.access = access;
        this.commands = commands;
        this.listener = listener;
    }

    @Override
    public String name() {
        return driver.name();
    }

    @Override
    public Set<String> schemes() {
        return driver.schemes();
    }

    @Override
    public CompletionStage<DeviceLink> connect(Device device, LinkListener listener) {
        try {
            if (!access.allows(device)) {
                return driver.connect(device, listener);
            }
        } catch (DeviceConfigurationException e) {
            return CompletableFuture.failedFuture(e);
        }
        CommandedLink commanded = new CommandedLink(listener);
        return driver.connect(device, commanded).thenApply(link -> commanded.open(device, link));
    }

    /** Takes commands from the moment that the link is open until it is lost or closed. */
    private final class CommandedLink implements DeviceLink, LinkListener {

        private final LinkListener listener;
        private DeviceLink link;
        private Subscription subscription;
        private boolean ended;

        private CommandedLink(LinkListener listener) {
            this.listener = listener;
        }

        private synchronized DeviceLink open(Device device, DeviceLink opened) {
            link = opened;
            if (!ended) {
                subscription = commands.subscribe(
                        new DeviceKey(device.tenant(), device.id()),
                        new DeviceCommands(device, opened, CommandedDriver.this.listener)::handle);
            }
            return this;
        }

        @Override
        public void readings(List<Reading> cycle) {
            listener.readings(cycle);
        }

        @Override
        public void lost(String reason) {
            end();
            listener.lost(reason);
        }

        @Override
        public CompletionStage<WriteOutcome> write(PropertyWrite write) {
            return link.write(write);
        }

        @Override
        public void close() {
            end();
            link.close();
        }

        private synchronized void end() {
            ended = true;
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }
}
