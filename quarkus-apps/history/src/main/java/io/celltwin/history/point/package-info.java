/**
 * A value of a twin at a time: what is kept and read.
 */
package io.celltwin.history.point;
