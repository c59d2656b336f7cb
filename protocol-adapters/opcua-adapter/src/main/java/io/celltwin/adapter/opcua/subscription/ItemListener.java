package io.celltwin.adapter.opcua.subscription;

import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** What a session tells the owner of watched items. Calls come one at a time and return quickly, except that values may be decoded. */
public interface ItemListener {

    /**
     * The server told values.
     *
     * @param values what it told of this owner's items in one message, in its order; there may be several of one item, the newest
     *            last
     */
    void values(List<ItemValue> values);

    /**
     * The server told events. Only of items that watch events.
     *
     * @param item the item
     * @param events the fields of each that its filter selects, in the order of the server
     * @param told what time it was for the server; null if it does not say
     */
    default void events(WatchedItem item, List<Variant[]> events, DateTime told) {
        throw new IllegalStateException("no events are watched");
    }

    /**
     * The server watches items anew, and may have had something to tell in between. Values are told again by themselves, events are
     * not.
     *
     * @param items the items
     */
    default void watchedAnew(List<WatchedItem> items) {}

    /**
     * The server told changes that did not arrive and that it does not keep any more: what the items hold has to be read.
     *
     * @param items those whose changes may be among them
     */
    void changesLost(List<WatchedItem> items);

    /**
     * The server, which watched items, does not any more.
     *
     * @param refused why, by item
     */
    void watchedNoLonger(Map<WatchedItem, StatusCode> refused);
}
