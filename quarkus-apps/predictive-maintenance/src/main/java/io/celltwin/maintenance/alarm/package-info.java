/**
 * Alarms by ISA-18.2 and IEC 62682: when one is raised and cleared, and how it stands in the twin.
 */
package io.celltwin.maintenance.alarm;
