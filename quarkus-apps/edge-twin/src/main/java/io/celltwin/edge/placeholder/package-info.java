/**
 * The placeholders of templates that Ditto's libraries do not have.
 */
package io.celltwin.edge.placeholder;
