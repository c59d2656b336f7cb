package io.celltwin.adapter.opcua.link;

import io.celltwin.adapter.opcua.subscription.ItemValue;
import io.celltwin.adapter.opcua.subscription.WatchedItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides what a server told at once into read cycles. A server's queue may hold several values of a node: they come one after the
 * other, in as many cycles as the node with the most has values, and the last cycle holds the newest value of each node.
 */
final class PublishedCycles {

    private PublishedCycles() {}

    /**
     * @param values what was told, several values of one item in their order
     * @return the cycles, in order; none is empty
     */
    static List<List<ItemValue>> of(List<ItemValue> values) {
        Map<WatchedItem, Integer> left = new HashMap<>();
        values.forEach(value -> left.merge(value.item(), 1, Integer::sum));
        int most = left.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        List<List<ItemValue>> cycles = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            cycles.add(new ArrayList<>());
        }
        for (ItemValue value : values) {
            int after = left.merge(value.item(), -1, Integer::sum);
            cycles.get(most - 1 - after).add(value);
        }
        return cycles;
    }
}
