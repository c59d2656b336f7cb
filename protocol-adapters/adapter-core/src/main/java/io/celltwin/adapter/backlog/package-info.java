/**
 * What could not be sent while the broker was away, on disk: bounded, in order, there after the process was killed. Events are
 * sent when the broker is back, as if nothing had happened; what values were meanwhile goes to a topic of its own, so that
 * no twin's newest value is ever replaced by an older one.
 */
package io.celltwin.adapter.backlog;
