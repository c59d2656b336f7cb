package io.celltwin.simulator.batch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The way of the batches through the line. Time is cut into takts: with every takt one batch enters at the coater; coating,
 * calendering and formation last one takt, filling one takt for each filler, so that the fillers take batches in turn and
 * all machines stay busy. The position of every batch follows from the time alone.
 *
 * <p>Used by one thread, except for {@link #addListener}.
 */
public final class BatchFlow {

    private static final int CALENDERING_FROM = 1;
    private static final int FILLING_FROM = 2;
    private static final double STARTING_PART = 0.05;
    private static final double COMPLETING_PART = 0.95;

    private final String idPrefix;
    private final double taktSeconds;
    private final int fillers;
    private final long firstNumber;
    private final List<BatchListener> listeners = new CopyOnWriteArrayList<>();
    private double seconds;

    /**
     * An empty line.
     *
     * @param idPrefix what stands before a batch's number in its thing id
     * @param taktSeconds length of a takt
     * @param fillers how many fillers there are
     * @param firstNumber number of the first batch, at least 1
     */
    public BatchFlow(String idPrefix, double taktSeconds, int fillers, long firstNumber) {
        this.idPrefix = idPrefix;
        this.taktSeconds = taktSeconds;
        this.fillers = fillers;
        this.firstNumber = firstNumber;
    }

    /** From now on the listener hears of every batch that leaves a machine. */
    public void addListener(BatchListener listener) {
        listeners.add(listener);
    }

    /**
     * Lets time pass.
     *
     * @param passed seconds
     * @param now what the clock says after them
     */
    public void advance(double passed, Instant now) {
        long before = takt();
        seconds += passed;
        for (long takt = before + 1; takt <= takt(); takt++) {
            leave(takt - 1, ProcessStep.COATING, now);
            leave(takt - 1 - CALENDERING_FROM, ProcessStep.CALENDERING, now);
            leave(takt - FILLING_FROM - fillers, ProcessStep.FILLING, now);
            leave(takt - 1 - formationFrom(), ProcessStep.FORMATION, now);
        }
    }

    /** The number that no batch has had yet. */
    public long nextNumber() {
        return firstNumber + takt() + 1;
    }

    /** What the coater does. */
    public StationView coater() {
        return view(takt(), 0, 1);
    }

    /** What the calender does. */
    public StationView calender() {
        return view(takt() - CALENDERING_FROM, CALENDERING_FROM, 1);
    }

    /**
     * What a filler does.
     *
     * @param index counted from 0
     */
    public StationView filler(int index) {
        long newest = takt() - FILLING_FROM;
        long batch = newest - Math.floorMod(newest - index, fillers);
        return view(batch, FILLING_FROM, fillers);
    }

    /** What the formation cabinet does. */
    public StationView formation() {
        return view(takt() - formationFrom(), formationFrom(), 1);
    }

    private int formationFrom() {
        return FILLING_FROM + fillers;
    }

    private long takt() {
        return (long) Math.floor(seconds / taktSeconds);
    }

    private StationView view(long index, int enteredAfter, int stayTakts) {
        if (index < 0) {
            return StationView.EMPTY;
        }
        double progress = (seconds / taktSeconds - index - enteredAfter) / stayTakts;
        MachineState state = progress < STARTING_PART
                ? MachineState.STARTING
                : progress < COMPLETING_PART ? MachineState.EXECUTE : MachineState.COMPLETING;
        return new StationView(Optional.of(batch(index)), state, Math.max(0, Math.min(1, progress)));
    }

    private void leave(long index, ProcessStep step, Instant at) {
        if (index >= 0) {
            listeners.forEach(listener -> listener.passed(batch(index), step, at));
        }
    }

    private Batch batch(long index) {
        return new Batch(idPrefix + (firstNumber + index), firstNumber + index);
    }
}
