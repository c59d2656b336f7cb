/**
 * What a command comes to: Ditto's answer or its error, and whether anything changed.
 */
package io.celltwin.edge.result;
