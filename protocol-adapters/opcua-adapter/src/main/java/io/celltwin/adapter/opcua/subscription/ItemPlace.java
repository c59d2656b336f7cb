package io.celltwin.adapter.opcua.subscription;

import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;

/**
 * Where a server watches an item.
 *
 * @param subscription the subscription's id
 * @param item the item's id in it
 */
public record ItemPlace(UInteger subscription, UInteger item) {}
