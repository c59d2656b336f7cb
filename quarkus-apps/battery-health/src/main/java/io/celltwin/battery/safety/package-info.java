/** Early warning of cells that become dangerous. Knows nothing of capacity and life. */
package io.celltwin.battery.safety;
