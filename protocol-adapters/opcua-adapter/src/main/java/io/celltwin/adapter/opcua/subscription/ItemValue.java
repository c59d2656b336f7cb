package io.celltwin.adapter.opcua.subscription;

import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;

/**
 * A value that a server told of a watched item.
 *
 * @param item the item
 * @param value what it told
 */
public record ItemValue(WatchedItem item, DataValue value) {}
