/** What the page asks of devices that are not registered yet: whichever process has adapters can answer. */
package io.celltwin.console.device;
