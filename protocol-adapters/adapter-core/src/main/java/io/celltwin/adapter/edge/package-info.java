/**
 * From readings to what is told: a chain of small stages from validity to alarms, in the order that {@code EdgePipeline} names.
 */
package io.celltwin.adapter.edge;
