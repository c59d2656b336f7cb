/**
 * What waits for Kafka, in order for each device, bounded, with every loss counted.
 */
package io.celltwin.adapter.sending;
