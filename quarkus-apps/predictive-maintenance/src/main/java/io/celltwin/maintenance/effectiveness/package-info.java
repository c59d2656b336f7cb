/**
 * How effective machines are, after ISO 22400-2: from their state and their counters to the {@code effectiveness} feature.
 */
package io.celltwin.maintenance.effectiveness;
