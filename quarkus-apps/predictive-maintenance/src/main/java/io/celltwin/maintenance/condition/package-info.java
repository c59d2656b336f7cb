/**
 * The statistics of condition monitoring: what a healthy machine is like, when that is known, and how far a machine is from it.
 * Knows no twins.
 */
package io.celltwin.maintenance.condition;
