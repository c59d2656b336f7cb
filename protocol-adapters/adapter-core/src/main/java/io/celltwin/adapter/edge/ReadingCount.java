package io.celltwin.adapter.edge;

import io.celltwin.adapter.driver.Reading;
import java.util.function.Consumer;

/** Counts what the readings of each cycle are worth, as the stages before it see them. */
final class ReadingCount implements EdgeStage {

    private final ReadingCounter counter;
    private int good;
    private int notGood;

    ReadingCount(ReadingCounter counter) {
        this.counter = counter;
    }

    @Override
    public void accept(Reading reading, EdgeCycle cycle, Consumer<Reading> next) {
        if (reading.isGood()) {
            good++;
        } else {
            notGood++;
        }
        next.accept(reading);
    }

    @Override
    public void cycleEnded(EdgeCycle cycle, Consumer<Reading> next) {
        counter.counted(good, notGood);
        good = 0;
        notGood = 0;
    }
}
