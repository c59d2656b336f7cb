package io.celltwin.adapter.commands;

import io.celltwin.adapter.device.Device;
import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refused;
import io.celltwin.adapter.driver.WriteOutcome.Unknown;
import io.celltwin.adapter.driver.WriteOutcome.Written;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Writes to one device, one value at a time: what comes meanwhile is refused, not queued. Used by the device's serial executor alone.
 * <ol>
 * <li>The value is sent by the link that there is; without one it is refused.</li>
 * <li>If the driver does not know whether the device has taken it, the property is read: at once, again while that fails, and by the
 * next link if this one is lost meanwhile. What the device holds decides the answer. Nothing is sent a second time.</li>
 * <li>If it could not be read within {@link #CHECK_PATIENCE}, it is not known.</li>
 * </ol>
 */
final class DeviceWriter {

    private static final Logger LOG = Logger.getLogger(DeviceWriter.class);

    /** Whoever waits for the answer to a message does so for ten seconds, as a rule. */
    private static final Duration CHECK_PATIENCE = Duration.ofSeconds(5);

    private static final Duration CHECK_PAUSE = Duration.ofMillis(500);

    private final Device device;
    private final Executor serial;
    private final ScheduledExecutorService timer;
    private final Runnable onIdle;
    /** Null while the device is not connected. */
    private DeviceLink link;

    private boolean busy;
    /** What was written and is not known to be held; null if there is nothing to find out. */
    private Check check;

    /**
     * @param onIdle is told when the next value may be written
     */
    DeviceWriter(Device device, Executor serial, ScheduledExecutorService timer, Runnable onIdle) {
        this.device = device;
        this.serial = serial;
        this.timer = timer;
        this.onIdle = onIdle;
    }

    void linked(DeviceLink opened) {
        link = opened;
        if (check != null) {
            check.read();
        }
    }

    void unlinked() {
        link = null;
    }

    boolean isReady() {
        return link != null && !busy;
    }

    /** Completes with the answer, on the serial executor, never exceptionally. */
    CompletionStage<CommandAnswer> write(PropertyWrite write) {
        return oneAtATime(
                "write " + write.property().name(),
                used -> used.write(write),
                (outcome, answer) -> written(write, outcome, answer));
    }

    /**
     * Has the link do something while it does nothing else.
     *
     * @param what what it is, for the log
     * @param work begins it
     * @param toAnswer makes the answer of its outcome
     * @return completes as {@link #write} does
     */
    <T> CompletionStage<CommandAnswer> oneAtATime(
            String what, Function<DeviceLink, CompletionStage<T>> work, Function<T, CommandAnswer> toAnswer) {
        return oneAtATime(what, work, (outcome, answer) -> finish(answer, toAnswer.apply(outcome)));
    }

    private <T> CompletionStage<CommandAnswer> oneAtATime(
            String what,
            Function<DeviceLink, CompletionStage<T>> work,
            BiConsumer<T, CompletableFuture<CommandAnswer>> then) {
        if (busy) {
            return CompletableFuture.completedFuture(
                    CommandAnswer.busy("another command to the device is being carried out"));
        }
        if (link == null) {
            return CompletableFuture.completedFuture(CommandAnswer.notConnected("the device is not connected"));
        }
        busy = true;
        CompletableFuture<CommandAnswer> answer = new CompletableFuture<>();
        DeviceLink used = link;
        attempt(() -> work.apply(used))
                .whenCompleteAsync(
                        (outcome, failure) -> {
                            if (failure != null) {
                                LOG.errorf(failure, "Command to %s: %s failed", device.id(), what);
                                finish(answer, CommandAnswer.fault());
                            } else {
                                then.accept(outcome, answer);
                            }
                        },
                        serial);
        return answer.whenComplete((given, never) ->
                LOG.infof("Command to %s: %s: %d %s", device.id(), what, given.status(), given.body()));
    }

    /** Finds out whether the device holds a value that was sent to it before. Completes as {@link #write} does. */
    CompletionStage<CommandAnswer> check(PropertyWrite write, String doubt) {
        busy = true;
        CompletableFuture<CommandAnswer> answer = new CompletableFuture<>();
        begin(new Check(write, doubt, answer));
        return answer;
    }

    private void written(PropertyWrite write, WriteOutcome outcome, CompletableFuture<CommandAnswer> answer) {
        if (outcome instanceof Written written) {
            Reading held = written.held();
            finish(
                    answer,
                    HeldValue.isSame(write.value(), held.value())
                            ? CommandAnswer.held(held)
                            : CommandAnswer.altered(held));
        } else if (outcome instanceof Refused refused) {
            finish(answer, CommandAnswer.refused(refused.refusal(), refused.reason()));
        } else {
            begin(new Check(write, ((Unknown) outcome).reason(), answer));
        }
    }

    private void begin(Check begun) {
        check = begun;
        later(begun::giveUp, CHECK_PATIENCE);
        begun.read();
    }

    private void finish(CompletableFuture<CommandAnswer> answer, CommandAnswer given) {
        busy = false;
        check = null;
        answer.complete(given);
        onIdle.run();
    }

    private void later(Runnable step, Duration delay) {
        timer.schedule(() -> serial.execute(step), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Looks what the device holds after a write whose outcome is not known. */
    private final class Check {

        private final PropertyWrite write;
        private final String doubt;
        private final CompletableFuture<CommandAnswer> answer;
        private Optional<String> obstacle = Optional.empty();
        private boolean reading;

        private Check(PropertyWrite write, String doubt, CompletableFuture<CommandAnswer> answer) {
            this.write = write;
            this.doubt = doubt;
            this.answer = answer;
        }

        private void read() {
            if (reading || isOver() || link == null) {
                return;
            }
            reading = true;
            DeviceLink used = link;
            attempt(() -> used.read(write.property())).whenCompleteAsync(this::wasRead, serial);
        }

        private void wasRead(Reading held, Throwable failure) {
            reading = false;
            if (isOver()) {
                return;
            }
            if (failure != null || !held.isGood()) {
                obstacle = failure == null ? held.badReason() : Optional.ofNullable(failure.getMessage());
                later(this::read, CHECK_PAUSE);
            } else if (HeldValue.isSame(write.value(), held.value())) {
                finish(answer, CommandAnswer.held(held));
            } else {
                finish(answer, CommandAnswer.notTaken(held, doubt));
            }
        }

        private void giveUp() {
            if (!isOver()) {
                finish(
                        answer,
                        CommandAnswer.unknown(
                                "%s; not known whether the device took the value, since it could not be read after that%s"
                                        .formatted(
                                                doubt,
                                                obstacle.map(why -> ": " + why).orElse(""))));
            }
        }

        private boolean isOver() {
            return check != this;
        }
    }
}
