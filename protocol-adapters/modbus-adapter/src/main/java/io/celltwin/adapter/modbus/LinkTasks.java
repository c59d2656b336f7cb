package io.celltwin.adapter.modbus;

import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Refusal;
import io.celltwin.model.ModelProperty;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What others want written to a device or read from it, for the device's own thread to carry out between two of its requests. Bounded;
 * thread-safe, but {@link #carryOut} is for that one thread.
 */
final class LinkTasks {

    private static final int MOST_WAITING = 8;
    private static final String NOT_CONNECTED = "the device is not connected";

    private final RegisterWriter writer;
    private final Queue<Task> waiting = new ArrayDeque<>();
    private boolean ended;

    LinkTasks(RegisterWriter writer) {
        this.writer = writer;
    }

    /** @return completes when the device's thread has carried it out, or the link has ended */
    CompletionStage<WriteOutcome> add(PropertyWrite write) {
        WriteTask task = new WriteTask(write, new CompletableFuture<>());
        add(task);
        return task.outcome();
    }

    /** @return completes with what the device holds; exceptionally if it could not be asked */
    CompletionStage<Reading> add(ModelProperty property) {
        ReadTask task = new ReadTask(property, new CompletableFuture<>());
        add(task);
        return task.outcome();
    }

    private void add(Task task) {
        boolean accepted;
        boolean over;
        synchronized (this) {
            over = ended;
            accepted = !ended && waiting.size() < MOST_WAITING;
            if (accepted) {
                waiting.add(task);
            }
        }
        if (!accepted) {
            task.notSent(over ? NOT_CONNECTED : "too many values wait to be written or read");
        }
    }

    /** @throws IOException if the connection is of no more use */
    void carryOut() throws IOException {
        for (Task task = next(); task != null; task = next()) {
            try {
                task.carryOut(writer);
            } catch (IOException | RuntimeException e) {
                task.failed(e);
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
            task.notSent(NOT_CONNECTED);
        }
    }

    private synchronized Task next() {
        return waiting.poll();
    }

    /** Something that was asked for. */
    private sealed interface Task {

        void carryOut(RegisterWriter writer) throws IOException;

        /** It may have been sent. */
        void failed(Exception failure);

        void notSent(String reason);
    }

    private record WriteTask(PropertyWrite write, CompletableFuture<WriteOutcome> outcome) implements Task {

        @Override
        public void carryOut(RegisterWriter writer) throws IOException {
            outcome.complete(writer.write(write));
        }

        @Override
        public void failed(Exception failure) {
            outcome.complete(new WriteOutcome.Unknown(failure.getMessage()));
        }

        @Override
        public void notSent(String reason) {
            outcome.complete(new WriteOutcome.Refused(Refusal.NOT_CONNECTED, reason));
        }
    }

    private record ReadTask(ModelProperty property, CompletableFuture<Reading> outcome) implements Task {

        @Override
        public void carryOut(RegisterWriter writer) throws IOException {
            outcome.complete(writer.read(property));
        }

        @Override
        public void failed(Exception failure) {
            outcome.completeExceptionally(failure);
        }

        @Override
        public void notSent(String reason) {
            outcome.completeExceptionally(new IOException(reason));
        }
    }
}
