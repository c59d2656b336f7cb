/**
 * Failure models that were learnt from recorded failures: what they are, how they judge a machine, and what its twin says of it.
 * They are trained by commands of {@code model-training}; nothing here learns.
 */
package io.celltwin.maintenance.learned;
