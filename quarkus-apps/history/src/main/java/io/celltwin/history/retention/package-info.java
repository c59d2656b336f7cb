/**
 * How long points are kept, and how they lie on disk.
 */
package io.celltwin.history.retention;
