package io.celltwin.edge.connection.transport;

import java.util.Map;

/**
 * A message that leaves by a connection, whatever the transport.
 *
 * @param target the address as it stands in the connection
 * @param address where it goes, all placeholders resolved
 * @param headers its headers
 * @param payload its content as text
 */
public record OutboundMessage(String target, String address, Map<String, String> headers, String payload) {}
