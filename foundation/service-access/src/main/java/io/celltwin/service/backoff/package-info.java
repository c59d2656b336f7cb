/**
 * When to try again. The formula is ours, since each state machine that schedules its own steps needs the bare delay;
 * running an operation again and again is left to Failsafe, which works outside a Quarkus application, too.
 */
package io.celltwin.service.backoff;
