package io.celltwin.adapter.hono;

import io.celltwin.adapter.commands.CommandAnswer;
import io.celltwin.adapter.commands.CommandHandler;
import io.celltwin.adapter.commands.CommandSource;
import io.celltwin.adapter.commands.ReceivedCommand;
import io.celltwin.adapter.commands.TwinReport;
import io.celltwin.adapter.device.DeviceKey;
import io.celltwin.service.backoff.Backoff;
import io.celltwin.service.backoff.BackoffSequence;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.hono.client.command.Command;
import org.eclipse.hono.client.command.CommandContext;
import org.eclipse.hono.client.command.CommandResponse;
import org.eclipse.hono.client.command.ProtocolAdapterCommandConsumer;
import org.eclipse.hono.util.RegistrationAssertion;
import org.jboss.logging.Logger;

/**
 * Takes commands from Hono. The command router is told that this adapter has the device; then commands come by the adapter's own
 * topic. While the router cannot be told, it is tried again.
 */
final class HonoCommands implements CommandSource {

    private static final Logger LOG = Logger.getLogger(HonoCommands.class);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    /** The router forgets nothing by itself: the registration is taken back when the link ends. */
    private static final Duration FOR_EVER = Duration.ofSeconds(-1);

    private final Vertx vertx;
    private final HonoAdapter adapter;
    /** Whether the log says that the router cannot be told: once for all devices. Used on the adapter's event loop. */
    private boolean routerAway;

    HonoCommands(Vertx vertx, HonoAdapter adapter) {
        this.vertx = vertx;
        this.adapter = adapter;
    }

    @Override
    public Subscription subscribe(DeviceKey device, CommandHandler handler) {
        Registration registration = new Registration(device, handler);
        adapter.run(go -> registration.register());
        return registration;
    }

    private Future<Void> answer(Command command, Optional<MessageEnvelope> envelope, CommandAnswer answer) {
        if (command.isOneWay()) {
            return Future.succeededFuture();
        }
        CommandResponse response = CommandResponse.fromRequestId(
                command.getRequestId(),
                command.getTenant(),
                command.getDeviceId(),
                Buffer.buffer(envelope.map(message -> message.answer(answer)).orElseGet(answer::payload)),
                envelope.isPresent() ? MessageEnvelope.CONTENT_TYPE : CommandAnswer.CONTENT_TYPE,
                answer.status());
        return adapter.getTenantClient()
                .get(command.getTenant(), null)
                .compose(tenant -> adapter.getCommandResponseSender(command.getMessagingType(), tenant)
                        .sendCommandResponse(tenant, new RegistrationAssertion(command.getDeviceId()), response, null));
    }

    /** One device's entry at the command router. Used on the adapter's event loop, but for the cancelling. */
    private final class Registration implements Subscription {

        private final DeviceKey device;
        private final CommandHandler handler;
        private final BackoffSequence backoff = BACKOFF.sequence();
        private Optional<ProtocolAdapterCommandConsumer> consumer = Optional.empty();
        private volatile boolean cancelled;

        private Registration(DeviceKey device, CommandHandler handler) {
            this.device = device;
            this.handler = handler;
        }

        private void register() {
            if (cancelled) {
                return;
            }
            adapter.getCommandConsumerFactory()
                    .createCommandConsumer(device.tenant(), device.deviceId(), false, this::carryOut, FOR_EVER, null)
                    .onSuccess(this::registered)
                    .onFailure(this::tryAgain);
        }

        private void registered(ProtocolAdapterCommandConsumer made) {
            LOG.debugf("%s takes commands", device.deviceId());
            if (routerAway) {
                routerAway = false;
                LOG.info("The command router is told again which devices take commands");
            }
            consumer = Optional.of(made);
            if (cancelled) {
                unregister();
            } else {
                handler.subscribed();
            }
        }

        private void tryAgain(Throwable failure) {
            long delay = backoff.next().toMillis();
            if (!routerAway) {
                routerAway = true;
                LOG.warnf(
                        "The command router cannot be told which devices take commands, %s first, and is tried again: %s",
                        device.deviceId(), failure.getMessage());
            }
            vertx.setTimer(delay, timer -> adapter.run(go -> register()));
        }

        private Future<Void> carryOut(CommandContext context) {
            Command command = context.getCommand();
            if (cancelled || !command.isValid()) {
                context.reject(cancelled ? "the device is not connected" : command.getInvalidCommandReason());
                return Future.succeededFuture();
            }
            byte[] payload = Optional.ofNullable(command.getPayload())
                    .map(Buffer::getBytes)
                    .orElseGet(() -> new byte[0]);
            Optional<TwinReport> report = TwinReport.of(payload);
            if (report.isPresent()) {
                handler.twinReported(report.get());
                context.accept();
                return Future.succeededFuture();
            }
            Optional<MessageEnvelope> envelope = MessageEnvelope.of(payload);
            ReceivedCommand received = new ReceivedCommand(
                    command.getName(),
                    envelope.map(MessageEnvelope::payload).orElse(payload),
                    envelope.flatMap(MessageEnvelope::originator));
            return Future.fromCompletionStage(handler.command(received), vertx.getOrCreateContext())
                    .compose(answer -> answer(command, envelope, answer))
                    .onSuccess(answered -> context.accept())
                    .onFailure(context::release);
        }

        @Override
        public void cancel() {
            cancelled = true;
            adapter.run(go -> unregister());
        }

        private void unregister() {
            consumer.ifPresent(made -> made.close(false, null)
                    .onFailure(e -> LOG.debugf(e, "The command router still knows %s", device.deviceId())));
            consumer = Optional.empty();
        }
    }
}
