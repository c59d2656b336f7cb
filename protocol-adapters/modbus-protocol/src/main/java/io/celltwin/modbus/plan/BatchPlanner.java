package io.celltwin.modbus.plan;

import io.celltwin.model.binding.ModbusArea;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Puts data points together into as few read requests as a device's limits allow. Only points of one unit, area and polling
 * time share a request; what the bytes mean is each point's own affair.
 */
public final class BatchPlanner {

    private static final Comparator<DataPoint> BY_ADDRESS = Comparator.comparingInt(
                    (DataPoint point) -> point.range().start())
            .thenComparingInt(point -> point.range().end());

    private final ReadLimits limits;

    /**
     * @param limits how much one request may ask for
     */
    public BatchPlanner(ReadLimits limits) {
        this.limits = limits;
    }

    /**
     * Plans the reading of a device.
     *
     * @param points the device's data points
     * @return a group for each polling time, the shortest first; together their blocks serve each point exactly once
     * @throws IllegalArgumentException if a point alone is more than one request may ask for
     */
    public List<PollGroup> plan(Collection<DataPoint> points) {
        points.forEach(this::checkSize);
        Map<Duration, List<DataPoint>> byTime = points.stream()
                .collect(Collectors.groupingBy(DataPoint::pollingTime, TreeMap::new, Collectors.toList()));
        return byTime.entrySet().stream()
                .map(group -> new PollGroup(group.getKey(), blocks(group.getValue())))
                .toList();
    }

    private void checkSize(DataPoint point) {
        int most = limits.maxItems(point.range().area());
        if (point.range().count() > most) {
            throw new IllegalArgumentException("property %s takes %d items, but one request may ask for %d only"
                    .formatted(point.property().name(), point.range().count(), most));
        }
    }

    private List<ReadBlock> blocks(List<DataPoint> points) {
        Map<Neighbourhood, List<DataPoint>> neighbours = points.stream()
                .sorted(BY_ADDRESS)
                .collect(Collectors.groupingBy(Neighbourhood::of, LinkedHashMap::new, Collectors.toList()));
        return neighbours.values().stream()
                .flatMap(group -> cut(group).stream())
                .map(ReadBlock::covering)
                .toList();
    }

    private List<List<DataPoint>> cut(List<DataPoint> sorted) {
        List<List<DataPoint>> blocks = new ArrayList<>();
        int start = 0;
        int end = 0;
        for (DataPoint point : sorted) {
            RegisterRange range = point.range();
            if (blocks.isEmpty()
                    || range.start() - end > limits.maxGap()
                    || range.end() - start > limits.maxItems(range.area())) {
                blocks.add(new ArrayList<>());
                start = range.start();
                end = start;
            }
            blocks.get(blocks.size() - 1).add(point);
            end = Math.max(end, range.end());
        }
        return blocks;
    }

    /** What points must have in common to share a request. */
    private record Neighbourhood(int unit, ModbusArea area) {

        static Neighbourhood of(DataPoint point) {
            return new Neighbourhood(point.range().unit(), point.range().area());
        }
    }
}
