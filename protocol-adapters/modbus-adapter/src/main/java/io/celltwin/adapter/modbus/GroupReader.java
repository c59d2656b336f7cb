package io.celltwin.adapter.modbus;

import io.celltwin.adapter.driver.Reading;
import io.celltwin.modbus.codec.Decoded;
import io.celltwin.modbus.gateway.Gateway;
import io.celltwin.modbus.pdu.ModbusRefusal;
import io.celltwin.modbus.pdu.ReadRequest;
import io.celltwin.modbus.plan.DataPoint;
import io.celltwin.modbus.plan.PollGroup;
import io.celltwin.modbus.plan.ReadBlock;
import io.celltwin.modbus.transport.NoAnswerException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the cycles of one group, and learns. Of a request
 * <ul>
 *   <li>that the device is too busy for, it waits a little and asks again, within the same cycle;
 *   <li>that the device refuses because of an address in it or because of its length, it asks for smaller parts from then on; a device
 *       that says it has failed is asked the same once more before;
 *   <li>whose smaller parts are all refused too, it keeps to the whole, and tries parts again a minute later;
 *   <li>without an answer, see {@link PlannedRead}.
 * </ul>
 */
final class GroupReader {

    private static final int BUSY_RETRIES = 3;
    private static final int PERIOD_PARTS = 16;
    private static final Duration LONGEST_FIRST_PAUSE = Duration.ofMillis(100);

    private final Gateway.Member connection;
    private final AnswerWatch watch;
    private final Duration period;
    private final LinkTasks tasks;
    private List<PlannedRead> reads;
    private boolean learnt;

    /**
     * @param connection the device's share of an open connection
     * @param group what to read
     * @param watch the device's
     * @param tasks what is to be done between two requests
     */
    GroupReader(Gateway.Member connection, PollGroup group, AnswerWatch watch, LinkTasks tasks) {
        this.connection = connection;
        this.watch = watch;
        this.period = group.pollingTime();
        this.tasks = tasks;
        this.reads = group.blocks().stream().map(PlannedRead::new).toList();
    }

    /**
     * Reads every point of the group once.
     *
     * @return a reading for each point; bad ones, with the reason, for what the device refused or did not answer
     * @throws IOException if the device counts as lost, or the connection is of no more use
     */
    List<Reading> readCycle() throws IOException {
        List<Reading> readings = new ArrayList<>();
        List<PlannedRead> next = new ArrayList<>(reads.size());
        for (PlannedRead read : reads) {
            tasks.carryOut();
            if (read.isActive()) {
                next.addAll(read(read, readings).parts());
            } else {
                readings.addAll(read.bad(read.silence().orElseThrow()));
                next.add(read);
            }
        }
        learnt |= next.size() != reads.size();
        reads = next;
        return readings;
    }

    /**
     * Asks one of the requests again that went unanswered, if it is time.
     *
     * @return what came of it; empty if there was none, or again no answer
     * @throws IOException if the connection is of no more use
     */
    List<Reading> readSilent() throws IOException {
        long now = System.nanoTime();
        Optional<PlannedRead> due =
                reads.stream().filter(read -> read.isDueAgain(now)).findFirst();
        return due.isPresent() ? readAgain(due.get()) : List.of();
    }

    boolean hasActive() {
        return reads.stream().anyMatch(PlannedRead::isActive);
    }

    /** What to read instead, if that was learnt since it was taken last. */
    Optional<PollGroup> takeLearnt() {
        if (!learnt) {
            return Optional.empty();
        }
        learnt = false;
        return Optional.of(
                new PollGroup(period, reads.stream().map(PlannedRead::block).toList()));
    }

    /**
     * What became of one request.
     *
     * @param parts what to ask for from then on
     * @param answered whether any of it was given
     */
    private record Outcome(List<PlannedRead> parts, boolean answered) {}

    private Outcome read(PlannedRead read, List<Reading> readings) throws IOException {
        try {
            readings.addAll(values(read.block(), askPatiently(read)));
            return new Outcome(List.of(read), true);
        } catch (ModbusRefusal refusal) {
            watch.answered();
            List<ReadBlock> smaller = smaller(read, refusal);
            if (smaller.isEmpty()) {
                readings.addAll(read.bad(refusal.getMessage()));
                return new Outcome(List.of(read), false);
            }
            return readParts(read, smaller, readings);
        } catch (NoAnswerException miss) {
            watch.missed(miss);
            read.missed(miss.getMessage(), System.nanoTime());
            readings.addAll(read.bad(miss.getMessage()));
            return new Outcome(List.of(read), false);
        }
    }

    private Outcome readParts(PlannedRead whole, List<ReadBlock> smaller, List<Reading> readings) throws IOException {
        List<PlannedRead> parts = new ArrayList<>();
        boolean answered = false;
        for (ReadBlock part : smaller) {
            Outcome outcome = read(new PlannedRead(part), readings);
            parts.addAll(outcome.parts());
            answered |= outcome.answered();
        }
        if (!answered && parts.stream().allMatch(PlannedRead::isActive)) {
            whole.keepWhole(System.nanoTime());
            return new Outcome(List.of(whole), false);
        }
        return new Outcome(parts, answered);
    }

    private static List<ReadBlock> smaller(PlannedRead read, ModbusRefusal refusal) {
        if (!refusal.mayBeItsSize() || !read.maySplit(System.nanoTime())) {
            return List.of();
        }
        return refusal.isIllegalAddress()
                ? read.block().splitAtGaps()
                : read.block().halves();
    }

    private byte[] askPatiently(PlannedRead read) throws ModbusRefusal, IOException {
        Duration pause = firstPause();
        int retries = 0;
        while (true) {
            try {
                byte[] answer = connection.ask(
                        read.block().range().unit(),
                        new ReadRequest(read.block().range()),
                        read.block().timeout());
                watch.answered();
                return answer;
            } catch (ModbusRefusal refusal) {
                boolean again = refusal.isBusy()
                        ? retries < BUSY_RETRIES
                        : refusal.mayPass() && retries < 1 && read.maySplit(System.nanoTime());
                if (!again) {
                    throw refusal;
                }
                retries++;
                LockSupport.parkNanos(this, pause.toNanos());
                pause = pause.multipliedBy(2);
            }
        }
    }

    /** So short that all pauses together are less than half of the cycle. */
    private Duration firstPause() {
        Duration part = period.dividedBy(PERIOD_PARTS);
        return part.compareTo(LONGEST_FIRST_PAUSE) < 0 ? part : LONGEST_FIRST_PAUSE;
    }

    private List<Reading> readAgain(PlannedRead read) throws IOException {
        ReadBlock block = read.block();
        try {
            byte[] answer = connection.askAgain(block.range().unit(), new ReadRequest(block.range()), block.timeout());
            read.answered();
            return values(block, answer);
        } catch (ModbusRefusal refusal) {
            read.answered();
            return read.bad(refusal.getMessage());
        } catch (NoAnswerException miss) {
            read.missed(miss.getMessage(), System.nanoTime());
            return List.of();
        }
    }

    private static List<Reading> values(ReadBlock block, byte[] answer) {
        Instant now = Instant.now();
        List<Reading> readings = new ArrayList<>(block.points().size());
        for (DataPoint point : block.points()) {
            readings.add(reading(point, point.decode(block.range(), answer), now));
        }
        return readings;
    }

    static Reading reading(DataPoint point, Decoded decoded, Instant readTime) {
        return decoded.isGood()
                ? Reading.good(point.property(), decoded.value(), readTime)
                : Reading.bad(point.property(), decoded.badReason(), readTime);
    }
}
