/**
 * The contract of a protocol: {@code ProtocolDriver} connects, {@code DeviceLink} reads and writes. {@code LinkGate} makes every driver keep
 * its promises, and one contract test is run by all.
 */
package io.celltwin.adapter.driver;
