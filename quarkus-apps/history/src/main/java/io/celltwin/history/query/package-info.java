/**
 * What may be asked of the history, and how it is answered.
 */
package io.celltwin.history.query;
