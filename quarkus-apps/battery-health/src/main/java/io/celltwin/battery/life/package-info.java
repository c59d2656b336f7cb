/** How capacity fades over the cycles: the trend that was measured, and the remaining life that it forecasts. */
package io.celltwin.battery.life;
