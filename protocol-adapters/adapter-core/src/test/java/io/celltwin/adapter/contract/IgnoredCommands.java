package io.celltwin.adapter.contract;

import io.celltwin.adapter.commands.CommandAccess;
import io.celltwin.adapter.commands.CommandListener;
import io.celltwin.adapter.commands.CommandRecord;
import io.celltwin.adapter.commands.CommandSource;
import io.celltwin.adapter.commands.CommandedDevices;
import io.celltwin.adapter.commands.DesiredKey;
import io.celltwin.adapter.commands.DesiredState;
import io.celltwin.adapter.device.DeviceKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/** For tests of what has nothing to do with commands. */
public final class IgnoredCommands implements CommandListener {

    /** Devices that take no commands. */
    public static CommandedDevices devices(ScheduledExecutorService timer) {
        return new CommandedDevices(
                CommandAccess.NONE,
                CommandSource.NONE,
                new IgnoredCommands(),
                Duration.ofMinutes(1),
                timer,
                Clock.systemUTC());
    }

    @Override
    public void answered(CommandRecord record) {}

    @Override
    public void desired(DeviceKey device, Map<DesiredKey, Optional<DesiredState>> states) {}

    @Override
    public void desiredWanted(DeviceKey device) {}
}
