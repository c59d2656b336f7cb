/**
 * How a device is registered: what {@code ext.celltwin} of its registration in Hono's registry may say. The registry asks
 * here before it takes a registration, and the adapters before they serve one, so that both say the same.
 */
package io.celltwin.model.registration;
