/**
 * Connections to other systems as Ditto has them: kept, opened, watched. It knows no transport; each is found in
 * {@code transport} by the type of the connection.
 */
package io.celltwin.edge.connection;
