/**
 * Server-sent events (HTML standard, section 9.2): what happens to things, messages to them, and what a search finds.
 */
package io.celltwin.edge.sse;
