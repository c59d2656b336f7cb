package io.celltwin.adapter.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.celltwin.adapter.commands.CommandSource.Subscription;
import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.driver.ActionInvocation;
import io.celltwin.adapter.driver.ActionOutcome;
import io.celltwin.adapter.driver.AlarmAcknowledgement;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.model.ModelAction;
import io.celltwin.model.schema.DataSchema;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Carries out what is wanted of one device for as long as it is served, whether it is connected or not: commands, which are
 * answered at once, and desired properties of its twin, which wait a while. What comes from outside may come on any thread; everything
 * else is called on the device's serial executor.
 * <p>
 * The commands are {@code write}, {@code acknowledge}, {@code confirm}, and each action of the model by its name.
 */
public final class DeviceCommands implements CommandHandler {

    private final Device device;
    private final DeviceKey key;
    private final Optional<String> switchedOff;
    private final CommandSource source;
    private final CommandListener listener;
    private final Executor serial;
    private final Clock clock;
    private final DeviceWriter writer;
    private final DesiredValues desired;
    private boolean asking;
    private Subscription subscription = () -> {};

    DeviceCommands(Device device, Optional<String> switchedOff, CommandedDevices settings, Executor serial) {
        this.device = device;
        this.key = new DeviceKey(device.tenant(), device.id());
        this.switchedOff = switchedOff;
        this.source = settings.source();
        this.listener = settings.listener();
        this.serial = serial;
        this.clock = settings.clock();
        this.writer = new DeviceWriter(device, serial, settings.timer(), this::proceed);
        this.desired = new DesiredValues(
                device,
                switchedOff,
                writer,
                listener,
                settings.desiredPatience(),
                serial,
                settings.timer(),
                settings.clock());
    }

    /** Begins to take commands. */
    public void open() {
        subscription = source.subscribe(key, this);
    }

    /**
     * The device is connected.
     *
     * @param link the link to it
     */
    public void linked(DeviceLink link) {
        writer.linked(link);
        desired.linked();
    }

    /** The device is connected no longer. */
    public void unlinked() {
        writer.unlinked();
    }

    /** Asks the twin again what is desired, in case that something was missed. */
    public void refresh() {
        if (asking) {
            listener.desiredWanted(key);
        }
    }

    /** Ends it; what waits is told no more. */
    public void close() {
        subscription.cancel();
        asking = false;
        writer.unlinked();
        desired.close();
    }

    private void proceed() {
        desired.proceed();
    }

    @Override
    public void subscribed() {
        serial.execute(() -> {
            asking = true;
            listener.desiredWanted(key);
        });
    }

    @Override
    public CompletionStage<CommandAnswer> command(ReceivedCommand command) {
        return CompletableFuture.supplyAsync(() -> carryOut(command), serial).thenCompose(answer -> answer);
    }

    @Override
    public void twinReported(TwinReport report) {
        serial.execute(() -> desired.reported(report));
    }

    private CompletionStage<CommandAnswer> carryOut(ReceivedCommand command) {
        Request request = request(command);
        return request.work().get().thenApply(given -> {
            listener.answered(new CommandRecord(
                    key,
                    command.name(),
                    request.property(),
                    request.value(),
                    command.originator(),
                    clock.instant(),
                    given));
            return given;
        });
    }

    private Request request(ReceivedCommand command) {
        try {
            return understood(command);
        } catch (InvalidCommandException e) {
            return new Request(Optional.empty(), Optional.empty(), () -> now(CommandAnswer.invalid(e.getMessage())));
        }
    }

    private Request understood(ReceivedCommand command) throws InvalidCommandException {
        switch (command.name()) {
            case WriteCommand.NAME -> {
                WriteCommand write = WriteCommand.parse(command.payload());
                return new Request(
                        Optional.of(write.property()),
                        Optional.of(write.value()),
                        () -> ifSwitchedOn(() -> decideAndWrite(write)));
            }
            case AlarmCommand.ACKNOWLEDGE, AlarmCommand.CONFIRM -> {
                AlarmAcknowledgement acknowledgement = AlarmCommand.parse(command);
                return new Request(
                        Optional.empty(),
                        Optional.of(acknowledgement.alarm()),
                        () -> ifSwitchedOn(() -> writer.oneAtATime(
                                command.name() + " " + acknowledgement.alarm(),
                                link -> link.acknowledge(acknowledgement),
                                outcome -> answer("alarm", acknowledgement.alarm(), outcome))));
            }
            default -> {
                ModelAction action = device.model()
                        .action(command.name())
                        .orElseThrow(() -> new InvalidCommandException(noSuchCommand(command.name())));
                Optional<Object> input = input(command.payload());
                return new Request(Optional.empty(), input, () -> ifSwitchedOn(() -> decideAndInvoke(action, input)));
            }
        }
    }

    private String noSuchCommand(String name) {
        String actions = device.model().actions().stream()
                .map(action -> ", " + action.name())
                .collect(Collectors.joining());
        return "there is no command %s, only write, acknowledge, confirm%s".formatted(name, actions);
    }

    private CompletionStage<CommandAnswer> decideAndInvoke(ModelAction action, Optional<Object> input) {
        Optional<String> problem = action.input()
                .map(schema -> DataSchema.of(schema).problem(input.orElseGet(Map::of)))
                .orElseGet(() -> input.filter(given -> !given.equals(Map.of())).map(given -> "it takes no input"));
        return problem.map(text -> now(CommandAnswer.invalid("action %s: %s".formatted(action.name(), text))))
                .orElseGet(() -> writer.oneAtATime(
                        action.name(),
                        link -> link.invoke(new ActionInvocation(action, input)),
                        outcome -> answer("action", action.name(), outcome)));
    }

    private static Optional<Object> input(byte[] payload) throws InvalidCommandException {
        JsonNode json = CommandJson.parse(payload);
        return json.isMissingNode() || json.isNull() ? Optional.empty() : Optional.of(CommandJson.value(json));
    }

    private static CommandAnswer answer(String kind, String name, ActionOutcome outcome) {
        if (outcome instanceof ActionOutcome.Done done) {
            return CommandAnswer.done(kind, name, done.output());
        }
        if (outcome instanceof ActionOutcome.Refused refused) {
            return CommandAnswer.refused(refused.refusal(), refused.reason());
        }
        return CommandAnswer.unknown(((ActionOutcome.Unknown) outcome).reason());
    }

    private CompletionStage<CommandAnswer> ifSwitchedOn(Supplier<CompletionStage<CommandAnswer>> work) {
        return switchedOff.map(reason -> now(CommandAnswer.notAllowed(reason))).orElseGet(work);
    }

    private CompletionStage<CommandAnswer> decideAndWrite(WriteCommand write) {
        WriteDecision decision = WriteDecision.of(device.model(), write);
        return decision.write()
                .map(writer::write)
                .orElseGet(() -> now(decision.refusal().orElseThrow()));
    }

    private static CompletionStage<CommandAnswer> now(CommandAnswer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    /** What a command is about, and the work that it is. */
    private record Request(
            Optional<String> property, Optional<Object> value, Supplier<CompletionStage<CommandAnswer>> work) {}
}
