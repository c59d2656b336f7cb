package io.celltwin.adapter.commands;

import io.celltwin.adapter.driver.DeviceLink;
import io.celltwin.adapter.driver.PropertyWrite;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.driver.WriteOutcome;
import io.celltwin.adapter.driver.WriteOutcome.Written;
import io.celltwin.model.ModelProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A link that takes every value, unless the test has another answer ready. */
final class WritingLink implements DeviceLink {

    private final List<Object> written = new CopyOnWriteArrayList<>();
    private final Queue<CompletionStage<WriteOutcome>> answers = new ConcurrentLinkedQueue<>();
    private volatile Optional<Object> instead = Optional.empty();
    private volatile Function<ModelProperty, Reading> reads =
            property -> Reading.bad(property, "not readable", Instant.now());

    /** The values that were sent, in order. */
    List<Object> written() {
        return written;
    }

    /** Answers the next write so. */
    void answer(CompletionStage<WriteOutcome> outcome) {
        answers.add(outcome);
    }

    /** Takes every value from now on, and holds this one. */
    void makesOfEach(Object value) {
        instead = Optional.of(value);
    }

    void holds(Object value) {
        reads(property -> Reading.good(property, value, Instant.now()));
    }

    void reads(Function<ModelProperty, Reading> reading) {
        reads = reading;
    }

    @Override
    public CompletionStage<WriteOutcome> write(PropertyWrite write) {
        written.add(write.value());
        CompletionStage<WriteOutcome> answer = answers.poll();
        return answer == null
                ? CompletableFuture.completedFuture(
                        new Written(Reading.good(write.property(), instead.orElse(write.value()), Instant.now())))
                : answer;
    }

    @Override
    public CompletionStage<Reading> read(ModelProperty property) {
        return CompletableFuture.completedFuture(reads.apply(property));
    }

    @Override
    public void close() {}
}
