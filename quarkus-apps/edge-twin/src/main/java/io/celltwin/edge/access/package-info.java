/**
 * Who may read and write what, by a policy as it is at a moment: subjects expire.
 */
package io.celltwin.edge.access;
