package io.celltwin.adapter.opcua.subscription;

import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

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
