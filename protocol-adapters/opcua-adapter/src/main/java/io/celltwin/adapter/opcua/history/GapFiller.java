package io.celltwin.adapter.opcua.history;

import io.celltwin.adapter.driver.LinkListener;
import io.celltwin.adapter.driver.Reading;
import io.celltwin.adapter.opcua.failure.FailureReasons;
import io.celltwin.adapter.opcua.history.HistoryReader.Kept;
import io.celltwin.adapter.opcua.point.ResolvedPoint;
import io.celltwin.adapter.opcua.session.ServerSession;
import io.celltwin.adapter.opcua.subscription.ChangeMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.jboss.logging.Logger;

/**
 * After a reconnect, reads what the server has kept of the time in between, and tells it behind the values that are read now.
 * <ol>
 * <li>A property has a gap if a value of it was told before, and the one that was read at the reconnect is newer. Those whose node the adapter
 * may read the history of are asked for, one after the other with a pause.</li>
 * <li>All together at most so many values are read, each node its share, the oldest first.</li>
 * <li>They are told in the order of their source times.</li>
 * </ol>
 * If the link ends before, nothing was told, and the next link begins anew.
 */
public final class GapFiller {

    private static final Logger LOG = Logger.getLogger(GapFiller.class);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final String device;
    private final ServerSession session;
    private final ToldTimes times;
    private final int mostValues;
    private final LinkListener listener;
    private final ChangeMetrics metrics;
    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final HistoryReader history;
    private final Deque<Gap> gaps = new ArrayDeque<>();
    private final List<Reading> found = new ArrayList<>();
    private int share;
    private int leftOut;
    private volatile boolean closed;

    /**
     * @param device the device's id, for logs
     * @param session the session with the device's server
     * @param times what was told before
     * @param mostValues how many values are read at most
     * @param listener takes them
     * @param metrics counts them
     * @param executor its threads may be blocked until the server has answered
     * @param timer for the pauses
     */
    public GapFiller(
            String device,
            ServerSession session,
            ToldTimes times,
            int mostValues,
            LinkListener listener,
            ChangeMetrics metrics,
            Executor executor,
            ScheduledExecutorService timer) {
        this.device = device;
        this.session = session;
        this.times = times;
        this.mostValues = mostValues;
        this.listener = listener;
        this.metrics = metrics;
        this.executor = executor;
        this.timer = timer;
        this.history = new HistoryReader(session.client(), session.valueReader());
    }

    /**
     * Begins. To be called once; does not block.
     *
     * @param starts by the property's place in the twin, after which time its values are missing
     * @param points what is read of the device
     * @param present what was read at the reconnect
     */
    public void start(Map<String, Instant> starts, Collection<ResolvedPoint> points, List<Reading> present) {
        Map<String, Instant> ends = new HashMap<>();
        present.stream()
                .filter(reading -> reading.value() != null && reading.deviceClock())
                .forEach(reading -> ends.put(reading.property().twinPath(), reading.sourceTime()));
        List<Gap> all = new ArrayList<>();
        for (ResolvedPoint point : points) {
            String path = point.point().property().twinPath();
            Instant start = starts.get(path);
            Instant end = ends.get(path);
            if (start != null && end != null && end.isAfter(start)) {
                all.add(new Gap(point, start, end));
            }
        }
        if (all.isEmpty()) {
            times.filled();
        } else {
            execute(() -> begin(all));
        }
    }

    /** Reads no more. */
    public void close() {
        closed = true;
    }

    private void begin(List<Gap> all) {
        try {
            List<DataValue> levels = session.nodes()
                    .read(all.stream().map(gap -> gap.point().node()).toList(), AttributeId.UserAccessLevel);
            for (int i = 0; i < all.size(); i++) {
                if (levels.get(i).value().value() instanceof UByte level
                        && AccessLevel.fromValue(level).contains(AccessLevel.HistoryRead)) {
                    gaps.add(all.get(i));
                }
            }
            share = Math.max(1, mostValues / Math.max(1, gaps.size()));
            next();
        } catch (UaException | RuntimeException e) {
            LOG.debugf("%s: whether there is history cannot be found out: %s", device, FailureReasons.of(e));
        }
    }

    private void next() {
        Gap gap = gaps.poll();
        if (closed) {
            return;
        }
        if (gap == null || found.size() >= mostValues) {
            tell();
            return;
        }
        try {
            Kept kept = history.read(gap.point(), gap.start(), gap.end(), Math.min(share, mostValues - found.size()));
            found.addAll(kept.readings());
            leftOut += kept.whole() ? 0 : 1;
        } catch (UaException e) {
            if (HistoryReader.isUnsupported(e)) {
                LOG.warnf(
                        "%s: the server says that it keeps history, and cannot read it: %s",
                        device, FailureReasons.of(e));
                gaps.clear();
            } else {
                LOG.warnf(
                        "%s: the history of %s cannot be read: %s",
                        device, gap.point().point().property().name(), FailureReasons.of(e));
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "%s: the history of %s makes no sense: %s",
                    device, gap.point().node(), e.toString());
        }
        try {
            timer.schedule(() -> execute(this::next), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debugf("%s: the adapter stops", device);
        }
    }

    private void tell() {
        leftOut += gaps.size();
        Map<Instant, List<Reading>> cycles = new TreeMap<>();
        found.forEach(reading -> cycles.computeIfAbsent(reading.sourceTime(), time -> new ArrayList<>())
                .add(reading));
        cycles.values().forEach(listener::missed);
        times.filled();
        metrics.missedRead(found.size());
        if (!found.isEmpty()) {
            LOG.infof(
                    "%s: %d values from the time in between were read from the server's history", device, found.size());
        }
        if (leftOut > 0) {
            LOG.warnf(
                    "%s: of %d nodes the server has kept more values than are read (celltwin.opcua.history-values)",
                    device, leftOut);
        }
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debugf("%s: the adapter stops", device);
        }
    }

    /** What is missing of one node. */
    private record Gap(ResolvedPoint point, Instant start, Instant end) {}
}
