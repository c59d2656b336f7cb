package io.celltwin.adapter.twin;

import io.celltwin.adapter.commands.CommandRecord;
import io.celltwin.adapter.commands.DesiredKey;
import io.celltwin.adapter.commands.DesiredState;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.driver.AlarmReport;
import io.celltwin.adapter.edge.EdgeUpdate;
import io.celltwin.adapter.sending.MessageContent;
import io.celltwin.adapter.sending.OutboundMessage;
import io.celltwin.adapter.sending.Outbox;
import io.celltwin.model.ThingModel;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells the twin of one device what there is to tell. Measured values and the state of the connection go as telemetry, so
 * that they stay in order with the twin's creation; alarms that are raised or cleared go as events.
 */
public final class TwinPublisher {

    private final DeviceKey device;
    private final TwinMessages messages;
    private final TwinFoundation foundation;
    private final Outbox outbox;
    private final Optional<Consumer<OutboundMessage>> lateValues;

    /**
     * @param device the device whose twin it is
     * @param foundation what a new twin is given
     * @param outbox where the messages go
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if the device's id cannot be a twin's
     */
    public TwinPublisher(DeviceKey device, TwinFoundation foundation, Outbox outbox) {
        this(device, foundation, outbox, Optional.empty());
    }

    /**
     * @param device the device whose twin it is
     * @param foundation what a new twin is given
     * @param outbox where the messages go
     * @param lateValues takes values that are older than what the twin was told; empty if nobody does
     * @throws org.eclipse.ditto.base.model.exceptions.DittoRuntimeException if the device's id cannot be a twin's
     */
    public TwinPublisher(
            DeviceKey device,
            TwinFoundation foundation,
            Outbox outbox,
            Optional<Consumer<OutboundMessage>> lateValues) {
        this.lateValues = lateValues;
        this.device = device;
        this.messages = new TwinMessages(device.deviceId());
        this.foundation = foundation;
        this.outbox = outbox;
    }

    /**
     * Makes sure that the twin exists and that its definition and attributes are those of the registration.
     *
     * @param model the device's model
     * @param attributes the attributes that its registration gives
     */
    public void announce(ThingModel model, Map<String, Object> attributes) {
        String definition = foundation.definition(model);
        messages.create(model, attributes, definition, foundation.policy(device.deviceId(), model))
                .forEach(this::telemetry);
        messages.describe(attributes, definition).forEach(this::telemetry);
    }

    /** Makes sure that a device whose model cannot be used has a twin that can say so. */
    public void announceWithoutModel() {
        messages.createWithoutModel(foundation.policyWithoutModel(device.deviceId()))
                .forEach(this::telemetry);
    }

    /**
     * Tells the state of the device's connection.
     *
     * @param state the state
     */
    public void connection(ConnectionState state) {
        telemetry(messages.connection(state));
    }

    /**
     * Tells the state of the connection of a device that is served no longer, even if it is not registered any more.
     *
     * @param state the state
     */
    public void lastConnection(ConnectionState state) {
        outbox.offer(
                OutboundMessage.telemetry(device, messages.connection(state)).unasserted());
    }

    /**
     * Tells what a read cycle changed.
     *
     * @param update what changed
     */
    public void changes(EdgeUpdate update) {
        messages.values(update).ifPresent(this::telemetry);
        messages.attributes(update).ifPresent(this::telemetry);
        events(update);
    }

    /**
     * Tells only which alarms a read cycle raised and cleared.
     *
     * @param update what changed
     */
    public void events(EdgeUpdate update) {
        messages.alarms(update).forEach(content -> outbox.offer(OutboundMessage.event(device, content)));
    }

    /**
     * Tells what is wrong with the device's clock.
     *
     * @param problem what; empty if nothing
     */
    public void clock(Optional<String> problem) {
        telemetry(messages.clock(problem));
    }

    /**
     * Tells what the device tells of the alarms that it raises itself. Also what is told again is an event: messages that can be laid over
     * each other would bring an alarm back.
     *
     * @param report what has changed, or all
     */
    public void deviceAlarms(AlarmReport report) {
        if (report.complete() && !report.gone().isEmpty()) {
            // By their names first, so that who keeps a record of alarms hears of it.
            AlarmReport cleared = new AlarmReport(report.source(), false, Map.of(), report.gone(), report.problem());
            outbox.offer(OutboundMessage.event(device, messages.deviceAlarms(cleared)));
        }
        outbox.offer(OutboundMessage.event(device, messages.deviceAlarms(report)));
    }

    /**
     * @return whether {@link #missed} passes anything on
     */
    public boolean keepsMissed() {
        return lateValues.isPresent();
    }

    /**
     * Passes on values that are older than what the twin was told, which it keeps.
     *
     * @param update the values
     */
    public void missed(EdgeUpdate update) {
        lateValues.ifPresent(late ->
                messages.values(update).ifPresent(content -> late.accept(OutboundMessage.telemetry(device, content))));
    }

    /**
     * Tells that somebody wanted something of the device.
     *
     * @param record who wanted what, and what became of it
     */
    public void command(CommandRecord record) {
        outbox.offer(OutboundMessage.event(device, messages.command(record)));
    }

    /**
     * Tells what has become of desired properties. As an event: it is told once.
     *
     * @param states the state of each that has changed; empty for one that is desired no longer
     */
    public void desired(Map<DesiredKey, Optional<DesiredState>> states) {
        outbox.offer(OutboundMessage.event(device, messages.desired(states)));
    }

    /** Asks the twin what is desired of the device. */
    public void askForDesired() {
        telemetry(messages.askForDesired());
    }

    /**
     * Tells everything that is known, to heal what the twin may have missed. The alarms' state goes as telemetry: nothing
     * happened that would be an event.
     *
     * @param everything all values and alarms
     */
    public void everything(EdgeUpdate everything) {
        messages.values(everything).ifPresent(this::telemetry);
        messages.attributes(everything).ifPresent(this::telemetry);
        messages.alarms(everything).forEach(this::telemetry);
    }

    private void telemetry(MessageContent content) {
        outbox.offer(OutboundMessage.telemetry(device, content));
    }
}
