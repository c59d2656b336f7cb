/**
 * Who may read what, by what the twin service says at the time.
 */
package io.celltwin.history.access;
