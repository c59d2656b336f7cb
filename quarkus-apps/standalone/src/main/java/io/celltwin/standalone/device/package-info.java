/**
 * What the commands do that try, register, list and remove devices.
 */
package io.celltwin.standalone.device;
