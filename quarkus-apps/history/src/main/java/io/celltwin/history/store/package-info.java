/**
 * What keeps points, whichever database it is.
 */
package io.celltwin.history.store;
