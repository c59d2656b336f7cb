/**
 * The life of a device: connecting, serving, waiting, ended; {@code DeviceSession} tells the states.
 */
package io.celltwin.adapter.session;
