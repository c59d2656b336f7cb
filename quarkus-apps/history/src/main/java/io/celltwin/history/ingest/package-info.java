/**
 * From twin events to points in the store.
 */
package io.celltwin.history.ingest;
