/** Units in which models may give what a battery tells. */
package io.celltwin.battery.units;
