/**
 * What models say about history: {@code ditto:timeseries}.
 */
package io.celltwin.history.declaration;
