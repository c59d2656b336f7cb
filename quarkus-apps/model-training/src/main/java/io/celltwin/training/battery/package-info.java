/** Learns how batteries fade, and says how well that forecasts the lives of others. */
package io.celltwin.training.battery;
