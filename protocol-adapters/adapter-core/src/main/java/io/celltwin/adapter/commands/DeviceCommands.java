package io.celltwin.adapter.commands;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refused;
import io.celltwin.adapter.driver.WriteOutcome.Unknown;
import io.celltwin.adapter.driver.WriteOutcome.Written;
import io.celltwin.model.ModelProperty;
import io.celltwin.model.schema.DataSchema;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Carries out the commands to one connected device, one at a time: what comes meanwhile is refused, not queued, since a command
 * that is carried out late surprises whoever stands beside the machine. Thread-safe.
 */
final class DeviceCommands {

    private static final Logger LOG = Logger.getLogger(DeviceCommands.class);

    private final Device device;
    private final DeviceLink link;
    private final CommandListener listener;
    private final AtomicBoolean busy = new AtomicBoolean();

    DeviceCommands(Device device, DeviceLink link, CommandListener listener) {
        this.device = device;
        this.link = link;
        this.listener = listener;
    }

    /**
     * @param command what is to be done
     * @return completes with what became of it, never exceptionally
     */
    CompletionStage<CommandAnswer> handle(ReceivedCommand command) {
        if (!command.name().equals(WriteCommand.NAME)) {
            return answered(
                    command,
                    Optional.empty(),
                    now(CommandAnswer.invalid(
                            "there is no command %s, only %s".formatted(command.name(), WriteCommand.NAME))));
        }
        try {
            WriteCommand write = WriteCommand.parse(command.payload());
            return answered(command, Optional.of(write), carryOut(write));
        } catch (WriteCommand.Invalid e) {
            return answered(command, Optional.empty(), now(CommandAnswer.invalid(e.getMessage())));
        }
    }

    private CompletionStage<CommandAnswer> carryOut(WriteCommand write) {
        Optional<ModelProperty> property = device.model().property(write.property());
        if (property.isEmpty()) {
            return now(CommandAnswer.invalid(
                    "model %s has no property %s".formatted(device.model().name(), write.property())));
        }
        return WriteDecision.refusal(property.get(), write.value())
                .map(DeviceCommands::now)
                .orElseGet(() -> write(new PropertyWrite(
                        property.get(), DataSchema.of(property.get().schema()).normalized(write.value()))));
    }

    private CompletionStage<CommandAnswer> answered(
            ReceivedCommand command, Optional<WriteCommand> write, CompletionStage<CommandAnswer> answer) {
        return answer.thenApply(given -> {
            listener.answered(new CommandRecord(
                    new DeviceKey(device.tenant(), device.id()),
                    write.map(WriteCommand::property),
                    write.map(WriteCommand::value),
                    command.originator(),
                    Instant.now(),
                    given));
            return given;
        });
    }

    private static CompletionStage<CommandAnswer> now(CommandAnswer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    private CompletionStage<CommandAnswer> write(PropertyWrite write) {
        if (!busy.compareAndSet(false, true)) {
            return now(CommandAnswer.busy("another command to the device is being carried out"));
        }
        return outcome(write).handle((outcome, failure) -> {
            busy.set(false);
            if (failure != null) {
                LOG.errorf(failure, "Writing %s of %s failed", write.property().name(), device.id());
                return CommandAnswer.fault();
            }
            LOG.infof(
                    "Command to %s: %s of %s is %s",
                    device.id(), write.property().name(), device.id(), outcome);
            return answer(outcome);
        });
    }

    private CompletionStage<WriteOutcome> outcome(PropertyWrite write) {
        try {
            return link.write(write);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static CommandAnswer answer(WriteOutcome outcome) {
        if (outcome instanceof Written written) {
            return CommandAnswer.held(written.held());
        }
        if (outcome instanceof Refused refused) {
            return CommandAnswer.refused(refused.refusal(), refused.reason());
        }
        return CommandAnswer.unknown(((Unknown) outcome).reason());
    }
}
