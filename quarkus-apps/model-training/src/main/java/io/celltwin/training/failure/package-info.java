/** Learns from recorded failures of machines, by XGBoost, what the app says of machines that are alike; and says how good that is. */
package io.celltwin.training.failure;
