/**
 * From a message to signals and back, by mappers that a connection names.
 */
package io.celltwin.edge.connection.mapping;
