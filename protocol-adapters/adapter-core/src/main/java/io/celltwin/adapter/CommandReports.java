package io.celltwin.adapter;

import io.celltwin.adapter.commands.CommandListener;
import io.celltwin.adapter.commands.CommandRecord;
import io.celltwin.adapter.commands.DesiredKey;
import io.celltwin.adapter.commands.DesiredState;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.sending.Outbox;
import io.celltwin.adapter.twin.TwinFoundation;
import io.celltwin.adapter.twin.TwinPublisher;
import java.util.Map;
import java.util.Optional;

/** Counts what becomes of commands and tells it to the twins. */
record CommandReports(AdapterMetrics metrics, TwinFoundation foundation, Outbox outbox) implements CommandListener {

    @Override
    public void answered(CommandRecord record) {
        metrics.command(record.answer().status());
        twin(record.device()).command(record);
    }

    @Override
    public void desired(DeviceKey device, Map<DesiredKey, Optional<DesiredState>> states) {
        twin(device).desired(states);
    }

    @Override
    public void desiredWanted(DeviceKey device) {
        twin(device).askForDesired();
    }

    private TwinPublisher twin(DeviceKey device) {
        return new TwinPublisher(device, foundation, outbox);
    }
}
