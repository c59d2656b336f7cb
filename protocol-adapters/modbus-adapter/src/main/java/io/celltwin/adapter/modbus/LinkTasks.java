package io.celltwin.adapter.modbus;

import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What others want written to a device, for the device's own thread to carry out between two of its requests. Bounded; thread-safe, but
 * {@link #carryOut} is for that one thread.
 */
final class LinkTasks {

    private static final int MOST_WAITING = 8;

    private final RegisterWriter writer;
    private final Queue<Task> waiting = new ArrayDeque<>();
    private boolean ended;

    private record Task(PropertyWrite write, CompletableFuture<WriteOutcome> outcome) {}

    LinkTasks(RegisterWriter writer) {
        this.writer = writer;
    }

    /** @return completes when the device's thread has carried it out, or the link has ended */
    CompletionStage<WriteOutcome> add(PropertyWrite write) {
        Task task = new Task(write, new CompletableFuture<>());
        synchronized (this) {
            if (!ended && waiting.size() < MOST_WAITING) {
                waiting.add(task);
                return task.outcome();
            }
        }
        return CompletableFuture.completedFuture(
                notSent(ended ? "the device is not connected" : "too many values wait to be written"));
    }

    /** @throws IOException if the connection is of no more use */
    void carryOut() throws IOException {
        for (Task task = next(); task != null; task = next()) {
            try {
                task.outcome().complete(writer.write(task.write()));
            } catch (IOException | RuntimeException e) {
                task.outcome().complete(new WriteOutcome.Unknown(e.getMessage()));
                throw e;
            }
        }
    }

    /** Nothing is carried out any more. Idempotent. */
    void end() {
        Task task;
        synchronized (this) {
            ended = true;
        }
        while ((task = next()) != null) {
            task.outcome().complete(notSent("the device is not connected"));
        }
    }

    private synchronized Task next() {
        return waiting.poll();
    }

    private static WriteOutcome notSent(String reason) {
        return new WriteOutcome.Refused(Refusal.NOT_CONNECTED, reason);
    }
}
