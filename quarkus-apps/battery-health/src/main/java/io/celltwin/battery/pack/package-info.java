/**
 * Batteries as their twins show them: which values tell what, what was concluded from all discharges so far, and the health that is
 * written back.
 */
package io.celltwin.battery.pack;
