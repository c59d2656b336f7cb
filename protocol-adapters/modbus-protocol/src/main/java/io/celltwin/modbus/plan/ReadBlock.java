package io.celltwin.modbus.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One read request and the data points that it serves.
 *
 * @param range what is asked for
 * @param points the data points, each of which lies within the range, by their address
 * @param timeout how long to wait for the answer: as long as the most patient point does
 */
public record ReadBlock(RegisterRange range, List<DataPoint> points, Duration timeout) {

    public ReadBlock {
        points = List.copyOf(points);
    }

    /**
     * @param points data points of one unit and area, by their address; at least one
     * @return the smallest block that covers them
     */
    public static ReadBlock covering(List<DataPoint> points) {
        RegisterRange first = points.get(0).range();
        int end = points.stream().mapToInt(point -> point.range().end()).max().orElseThrow();
        Duration timeout = points.stream()
                .map(DataPoint::timeout)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new ReadBlock(
                new RegisterRange(first.unit(), first.area(), first.start(), end - first.start()), points, timeout);
    }

    /**
     * What to ask for instead, after the device has refused this block because of an address in it: the stretches without
     * a gap, since devices tend to refuse what nobody wanted; if there was no gap, halves.
     *
     * @return smaller blocks that serve the same points; empty if this block cannot be made smaller
     */
    public List<ReadBlock> splitAtGaps() {
        List<List<DataPoint>> stretches = stretches();
        return stretches.size() > 1
                ? stretches.stream().map(ReadBlock::covering).toList()
                : halves();
    }

    /**
     * What to ask for instead, after the device has refused this block because it is too long: two blocks that are about equally long.
     *
     * @return smaller blocks that serve the same points; empty if this block cannot be made smaller
     */
    public List<ReadBlock> halves() {
        if (points.size() < 2) {
            return List.of();
        }
        int middle = range.start() + range.count() / 2;
        int first = 1;
        while (first < points.size() - 1 && points.get(first).range().end() <= middle) {
            first++;
        }
        return List.of(covering(points.subList(0, first)), covering(points.subList(first, points.size())));
    }

    private List<List<DataPoint>> stretches() {
        List<List<DataPoint>> stretches = new ArrayList<>();
        int end = -1;
        for (DataPoint point : points) {
            if (end < point.range().start()) {
                stretches.add(new ArrayList<>());
            }
            stretches.get(stretches.size() - 1).add(point);
            end = Math.max(end, point.range().end());
        }
        return stretches;
    }
}
